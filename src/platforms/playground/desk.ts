import type { Draw } from '../../core/chart.ts'
import { type Command, example, spelled, usage } from '../../core/command.ts'
import { readButton } from '../../core/dm.ts'
import { hintFrom, localeFrom } from '../../core/locale.ts'
import { plainReply } from '../../core/plain.ts'
import type { Bot } from '../../core/platform.ts'
import type { Reply } from '../../core/reply.ts'
import { drawDiscord } from './discord.ts'
import { Refusal } from './refusal.ts'
import type { Rendering } from './rendering.ts'
import { drawSlack } from './slack.ts'

/** The very payloads that the adapters would send, and the pictures that would go beside them. */
export type Renderers = { discord(reply: Reply): object; slack(reply: Reply): object; draw?: Draw }

/** A reply as the page shows it. `text` is for screen readers. */
export type Shown = { text: string; private: boolean; discord: Rendering; slack: Rendering }

/** Draws a reply twice, from the payloads themselves. */
export async function show(reply: Reply, renderers: Renderers, now: Temporal.Instant): Promise<Shown> {
  return {
    text: plainReply(reply),
    private: reply.seenBy === 'asker',
    discord: await drawDiscord(renderers.discord(reply), now, await pictureOf(reply, renderers.draw)),
    slack: drawSlack(renderers.slack(reply), now),
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

/** Asks the bot a line the way a platform would. Nothing of it is kept. */
export function ask(bot: Bot, asked: Record<string, unknown>, now: Temporal.Instant): Promise<Reply> {
  const { line, as, locale } = asked
  if (typeof line !== 'string') throw new Refusal(400, '"line" must be what somebody typed.')
  if (as !== 'member' && as !== 'moderator') throw new Refusal(400, '"as" must be "member" or "moderator".')
  const tag = typeof locale === 'string' ? locale : undefined
  // There are no direct messages here: the answer that would go there is shown instead.
  return bot.answer(readButton(line).line, {
    by: { isModerator: () => as === 'moderator' },
    now,
    locale: localeFrom(tag),
    hint: hintFrom(tag),
    place,
  })
}

/** What there is to pick from, each with a line that works. */
export const menuOf = (bot: Bot): object[] =>
  spelled(bot.commands).map(({ words, command }) => described(words, command))

const described = (words: string, command: Command): object => ({
  words,
  about: command.about,
  who: command.who,
  usage: usage(words, command),
  example: example(words, command),
  options: Object.entries(command.options).map(([name, o]) => ({
    name,
    kind: o.kind,
    about: o.about,
    required: o.required === true,
    choices: o.kind === 'choice' ? o.choices : [],
  })),
})
