import { Contact, type Draft, Reply } from '../../src/core/reply.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import { entryReply } from '../../src/knowledge/entryReply.ts'
import { contactOf } from '../../src/knowledge/support.ts'
import { render as discord } from '../../src/platforms/discord/render.ts'
import { render as slack } from '../../src/platforms/slack/render.ts'
import type { Material } from './material.ts'
import type { Fault, Rule } from './rule.ts'

/**
 * What a message may hold. Discord: https://docs.discord.com/developers/components/reference (text of all displays
 * together, in code points; components at every depth). Slack: https://docs.slack.dev/reference/block-kit/blocks
 * (blocks, and the 12,000 characters of text that a message's blocks may hold).
 */
export const platformLimits = { discordText: 4000, discordComponents: 40, slackBlocks: 50, slackText: 12_000 }

type Node = { [key: string]: unknown }
/** Every object in a payload, at any depth. */
function* nodes(value: unknown): Generator<Node> {
  if (!value || typeof value !== 'object') return
  if (!Array.isArray(value)) yield value as Node
  for (const inner of Object.values(value)) yield* nodes(inner)
}
const codePoints = (words: unknown): number => (typeof words === 'string' ? [...words].length : 0)
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0)

/** How much of each limit a rendered reply takes. */
export function measured(reply: Reply): Record<keyof typeof platformLimits, number> {
  const { components } = discord(reply)
  const { blocks } = slack(reply)
  const drawn = [...nodes(components)].filter(node => typeof node.type === 'number')
  return {
    discordText: sum(drawn.map(node => codePoints(node.content))),
    discordComponents: drawn.length,
    slackBlocks: blocks.length,
    slackText: sum([...nodes(blocks)].map(node => codePoints(node.text))),
  }
}

const why = 'the platform refuses a message that is too large, and the bot cuts nothing off'

/** What keeps a reply from being sent, in words. */
export function misfits(draft: Draft, limits = platformLimits): Pick<Fault, 'wrong' | 'todo'>[] {
  const parsed = Reply.safeParse(draft)
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({
      wrong: `does not fit a reply (${path.join('.')})`,
      todo: message,
    }))
  const sizes = measured(parsed.data)
  return (Object.keys(limits) as (keyof typeof limits)[])
    .filter(name => sizes[name] > limits[name])
    .map(name => ({
      wrong: `takes ${sizes[name]} of ${limits[name]} (${name})`,
      todo: 'shorten it or split it into two entries',
    }))
}

const noon = (day: string): Temporal.Instant => Temporal.Instant.from(`${day}T12:00:00Z`)

/** An entry at its longest: long past its date, for somebody whose place is only a guess. */
const longest = (entry: Entry, { knowledge }: Material): Draft[] =>
  [undefined, { region: 'GB', sure: false }].flatMap(whereabouts => {
    const reply = entryReply(knowledge, entry, { now: noon(entry.check_again), whereabouts })
    return entry.id === 'overdose/now' ? [reply, knowledge.emergency.card(whereabouts)] : [reply]
  })

export const fits: Rule = {
  name: 'size',
  policy: 'Every answer fits Discord and Slack whole, as the bot says it.',
  entry: (entry, all) => {
    const found = longest(entry, all).flatMap(draft => misfits(draft))
    const each = new Map(found.map(misfit => [misfit.wrong, misfit]))
    return [...each.values()].map(misfit => ({ file: `en/${entry.id}.md`, why, ...misfit }))
  },
  resource: (resource, all) => {
    const contact = contactOf(resource, { now: noon(resource.check_again), locale: 'en' })
    const issues = Contact.safeParse(contact).error?.issues ?? []
    const file = all.fileOf(resource.id)
    return issues.map(({ path, message }) => ({
      file,
      line: all.line(file, `id: ${resource.id}`),
      wrong: `${resource.id} does not fit a contact (${path.join('.')})`,
      why,
      todo: message,
    }))
  },
}
