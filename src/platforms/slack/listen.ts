import type { App } from '@slack/bolt'
import type { Draw } from '../../core/chart.ts'
import type { Bot } from '../../core/platform.ts'
import { context, lineOf } from './ask.ts'
import { listenForForms } from './forms.ts'
import type { ClientOf, Hearing } from './hearing.ts'
import { listenForHome } from './home.ts'
import { namesOf } from './names.ts'
import { people } from './people.ts'
import { share } from './post.ts'
import { listenForPresses } from './presses.ts'
import { privately } from './render.ts'
import { listenForShortcuts } from './shortcuts.ts'

export type Listening = {
  now(): Temporal.Instant
  report(where: string, error: unknown): void
  clientOf: ClientOf
  /** In front of the names of commands, where the app's manifest says so. */
  prefix?: string
  draw?: Draw
}

/** Everything that people do on Slack. Each is acknowledged at once and answered once; what is sent again never gets here. */
export function listen(commands: App, app: App, bot: Bot, { draw, prefix, ...listening }: Listening): void {
  const names = namesOf(bot.commands, prefix)
  const hearing: Hearing = {
    ...listening,
    bot,
    prefix,
    posting: { names, draw, report: listening.report },
    person: people(listening.now),
    ask: async (typed, asked) => names.inReply(await bot.answer(typed, asked)),
  }
  listenForCommands(commands, hearing)
  listenForPresses(app, hearing)
  listenForForms(app, hearing)
  listenForShortcuts(app, hearing)
  listenForHome(app, hearing)
}

/**
 * Slash commands: answered privately, or by a message of the bot's own where the community wants that answer to be
 * seen by everyone.
 */
function listenForCommands(app: App, { bot, ask, person, now, prefix, posting, clientOf }: Hearing): void {
  app.command(/.*/, async ({ command, ack, respond, context: from }) => {
    const line = lineOf(command.command, command.text, prefix)
    const { team_id: team, channel_id: id, channel_name: name, user_id: user } = command
    const client = clientOf(from)
    const where = context(team, { id, name }, { by: person(client, team, user), now: now(), openly: true })
    const waits = bot.waits(line)
    if (waits) await ack()
    const answer = await ask(line, where)
    if (!waits && answer.seenBy === 'asker') return ack(privately(answer, line))
    if (!waits) await ack()
    const shown = answer.seenBy === 'everyone' ? await share(client, id, answer, posting) : answer
    if (shown) await respond(privately(shown, line))
  })
}
