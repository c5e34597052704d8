import type { Draw } from '../../core/chart.ts'
import { type Command, example, isFolder, usage } from '../../core/command.ts'
import { hintFrom, localeFrom } from '../../core/locale.ts'
import { plainReply } from '../../core/plain.ts'
import type { Bot } from '../../core/platform.ts'
import { readButton } from '../../core/press.ts'
import type { Reply } from '../../core/reply.ts'
import type { Typed } from '../../core/typed.ts'
import { drawDiscord } from './discord.ts'
import { Refusal } from './refusal.ts'
import type { Rendering } from './rendering.ts'
import { drawSlack } from './slack.ts'

/** The very payloads that the adapters would send, and the pictures that would go beside them. */
export type Renderers = { discord(reply: Reply): object; slack(reply: Reply): object; draw?: Draw }

/** A reply as the page shows it. `text` is for screen readers; `file` is offered to keep. */
export type Shown = {
  text: string
  private: boolean
  discord: Rendering
  slack: Rendering
  file?: Reply['file']
}

/** Draws a reply twice, from the payloads themselves. */
export async function show(reply: Reply, renderers: Renderers, now: Temporal.Instant): Promise<Shown> {
  return {
    text: plainReply(reply),
    private: reply.seenBy === 'asker',
    discord: await drawDiscord(renderers.discord(reply), now, await pictureOf(reply, renderers.draw)),
    slack: drawSlack(renderers.slack(reply), now),
    ...(reply.file && { file: reply.file }),
  }
}

/** The picture of a reply's chart, as an address that needs no network. Without it the page shows its words. */
async function pictureOf({ parts }: Reply, draw: Draw | undefined): Promise<string | undefined> {
  const chart = parts.flatMap(part => ('chart' in part ? [part.chart] : []))[0]
  const png = chart && (await draw?.(chart).catch(() => undefined))
  return png && `data:image/png;base64,${Buffer.from(png).toString('base64')}`
}

/** Where members of the playground talk. */
const place = { community: 'local:playground', channel: 'playground' } as const

/** Asks the bot a line, or a form that somebody filled in, the way a platform would. Nothing of it is kept. */
export function ask(bot: Bot, asked: Record<string, unknown>, now: Temporal.Instant): Promise<Reply> {
  const { as, locale, pressed } = asked
  if (as !== 'member' && as !== 'moderator') throw new Refusal(400, '"as" must be "member" or "moderator".')
  const tag = typeof locale === 'string' ? locale : undefined
  return bot.answer(typedIn(asked), {
    by: { isModerator: () => as === 'moderator' },
    now,
    locale: localeFrom(tag),
    hint: hintFrom(tag),
    place,
    openly: pressed !== true,
  })
}

function typedIn({ line, command, values }: Record<string, unknown>): Typed {
  // There are no direct messages here: the answer that would go there is shown instead.
  if (typeof line === 'string') return readButton(line).line
  if (typeof command !== 'string' || !isValues(values))
    throw new Refusal(
      400,
      '"line" must be what somebody typed, or "command" and "values" what they filled in.',
    )
  return { command, values }
}

const isValues = (values: unknown): values is Record<string, string> =>
  typeof values === 'object' && values !== null && Object.values(values).every(v => typeof v === 'string')

/**
 * What there is to pick from, each with a line that works. Of a folder it also says which word alone means it, and
 * which one with nothing but options after it.
 */
export const menuOf = ({ commands }: Bot): object[] =>
  commands.flatMap(entry =>
    isFolder(entry)
      ? entry.subcommands.filter(isListed).map(command => ({
          ...described(`${entry.name} ${command.name}`, command),
          ...(entry.alone === command.name && { alone: entry.name }),
          ...(entry.otherwise === command.name && { otherwise: entry.name }),
        }))
      : isListed(entry)
        ? [described(entry.name, entry)]
        : [],
  )

const isListed = ({ hidden }: Command): boolean => !hidden

const described = (words: string, command: Command) => ({
  words,
  about: command.about,
  who: command.who,
  usage: usage(words, command),
  example: example(words, command),
  options: Object.entries(command.options).map(([name, o]) => ({
    name,
    kind: o.kind,
    about: o.about,
    example: o.example,
    required: o.required === true,
    choices: o.kind === 'choice' ? o.choices : [],
    ...('longest' in o && { longest: o.longest }),
  })),
})
