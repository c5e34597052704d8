import type { App, BlockAction, RespondFn } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { deliver, readButton } from '../../core/dm.ts'
import type { Bot } from '../../core/platform.ts'
import type { Reply } from '../../core/reply.ts'
import { context, lineOf } from './ask.ts'
import { linkPrefix, menuId, privately, render } from './render.ts'

export type Listening = {
  now(): Temporal.Instant
  report(where: string, error: unknown): void
  firstTime(id: string, nowMs: number): boolean
}

/** Slash commands, buttons and menus. Each is acknowledged at once and answered privately, once. */
export function listen(app: App, client: WebClient, bot: Bot, { now, report, firstTime }: Listening): void {
  const moderator = (user: string) => async () => {
    const { user: found } = await client.users.info({ user })
    return found?.is_admin === true || found?.is_owner === true
  }

  app.command(/.*/, async ({ command, ack, respond }) => {
    if (!firstTime(command.trigger_id, Date.now())) return ack()
    const line = lineOf(command.command, command.text)
    const where = context(command.team_id, command.channel_id, moderator(command.user_id), now())
    if (bot.waits(line)) {
      await ack()
      await respond(privately(await bot.answer(line, where)))
    } else await ack(privately(await bot.answer(line, where)))
  })

  app.action(/.*/, async ({ ack, body, action, respond }) => {
    await ack()
    const id = idFrom(action)
    if (!id || body.type !== 'block_actions' || !firstTime(body.trigger_id ?? '', Date.now())) return
    await pressed(id, body, respond)
  })

  async function pressed(id: string, body: BlockAction, respond: RespondFn): Promise<void> {
    const { line, dm } = readButton(id)
    const team = body.team?.id ?? body.user.team_id ?? ''
    const where = context(team, body.channel?.id ?? '', moderator(body.user.id), now())
    const answer = await bot.answer(line, where)
    const toThem = (copy: Reply) => client.chat.postMessage({ channel: body.user.id, ...render(copy) })
    const shown = dm ? await deliver(answer, toThem) : answer
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
