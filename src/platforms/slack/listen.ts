import type { App, BlockAction, RespondFn } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { deliver } from '../../core/dm.ts'
import type { Bot } from '../../core/platform.ts'
import { readButton } from '../../core/press.ts'
import type { Reply } from '../../core/reply.ts'
import { context, lineOf } from './ask.ts'
import { people } from './people.ts'
import { share } from './post.ts'
import { linkPrefix, menuId, privately, render } from './render.ts'

export type Listening = {
  now(): Temporal.Instant
  report(where: string, error: unknown): void
  firstTime(id: string, nowMs: number): boolean
}

/**
 * Slash commands, buttons and menus. Each is acknowledged at once and answered once: privately, or by a message of the
 * bot's own where the community wants that answer to be seen by everyone.
 */
export function listen(app: App, client: WebClient, bot: Bot, { now, report, firstTime }: Listening): void {
  const person = people(client, now)

  app.command(/.*/, async ({ command, ack, respond }) => {
    if (!firstTime(command.trigger_id, Date.now())) return ack()
    const line = lineOf(command.command, command.text)
    const { team_id: team, channel_id: channel, user_id: user } = command
    const where = context(team, channel, { by: person(user), now: now(), openly: true })
    const waits = bot.waits(line)
    if (waits) await ack()
    const answer = await bot.answer(line, where)
    if (!waits && answer.seenBy === 'asker') return ack(privately(answer))
    if (!waits) await ack()
    const shown = answer.seenBy === 'everyone' ? await share(client, channel, answer) : answer
    if (shown) await respond(privately(shown))
  })

  app.action(/.*/, async ({ ack, body, action, respond }) => {
    await ack()
    const id = idFrom(action)
    if (!id || body.type !== 'block_actions' || !firstTime(body.trigger_id ?? '', Date.now())) return
    await pressed(id, body, respond)
  })

  async function pressed(id: string, body: BlockAction, respond: RespondFn): Promise<void> {
    const { line, kind } = readButton(id)
    const team = body.team?.id ?? body.user.team_id ?? ''
    const asked = { by: person(body.user.id), now: now(), openly: false }
    const answer = await bot.answer(line, context(team, body.channel?.id ?? '', asked))
    const toThem = (copy: Reply) => client.chat.postMessage({ channel: body.user.id, ...render(copy) })
    const shown = kind === 'dm' ? await deliver(answer, toThem) : answer
    await respond({ ...privately(shown), replace_original: false })
  }

  const gone = async (team: string | undefined) => {
    if (team) await bot.left(`slack:${team}`).catch(error => report('forget', error))
  }
  app.event('app_uninstalled', async ({ body }) => gone(body.team_id))
  // User tokens are reported here too; only the loss of the bot's own means that it was removed.
  app.event('tokens_revoked', async ({ event, body }) => {
    if (event.tokens.bot?.length) await gone(body.team_id)
  })
}

/** What a button or a menu choice carries; nothing for one that opens a page. */
function idFrom(action: {
  type: string
  action_id?: string
  selected_option?: { value?: string } | null
}): string | undefined {
  if (action.action_id === menuId) return action.selected_option?.value
  return action.action_id?.startsWith(linkPrefix) ? undefined : action.action_id
}
