import type { App, BlockAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { deliver } from '../../core/dm.ts'
import type { Posted } from '../../core/platform.ts'
import { type Filling, readButton } from '../../core/press.ts'
import type { Reply } from '../../core/reply.ts'
import { previewOf } from '../../core/share.ts'
import { openForm } from './forms.ts'
import type { Hearing } from './hearing.ts'
import { type Pressed, placeOf, teamOf } from './place.ts'
import { post } from './post.ts'
import { linkPrefix, menuId, render } from './render.ts'

/** Buttons and menus, wherever they stand. Each press is acknowledged at once and answered once, privately. */
export function listenForPresses(app: App, hearing: Hearing): void {
  const { person, now, clientOf } = hearing
  app.action({ type: 'block_actions' }, async ({ ack, body, action, respond, context }) => {
    await ack()
    const id = idFrom(action)
    if (!id) return
    const client = clientOf(context)
    const by = { by: person(client, teamOf(body), body.user.id), now: now() }
    const pressed = placeOf(body, by, client, respond)
    await answerPress(readButton(id), body, { pressed, client, hearing })
  })
}

type Meeting = { pressed: Pressed; client: WebClient; hearing: Hearing }

async function answerPress(
  press: ReturnType<typeof readButton>,
  body: BlockAction,
  meeting: Meeting,
): Promise<void> {
  const { pressed, client, hearing } = meeting
  const { context, show } = pressed
  const { bot, ask } = hearing
  if (press.kind === 'form' && (await fillIn(press, body, meeting))) return
  const { line } = press
  if (press.kind === 'post') return postIt(line, meeting)
  if (bot.waits(line)) await pressed.waiting?.()
  const answer = await ask(line, context)
  if (press.kind === 'share') return void (await show(previewOf(answer, line), {}))
  if (press.kind === 'dm') {
    const toThem = (copy: Reply) => client.chat.postMessage({ channel: body.user.id, ...render(copy) })
    return void (await show(await deliver(answer, toThem), {}))
  }
  await show(answer, { line, replace: pressed.refines(line) })
}

/** Opened before anything else is done: Slack gives three seconds. False where there is nothing to fill in. */
async function fillIn(
  filling: Filling,
  body: BlockAction,
  { pressed, client, hearing }: Meeting,
): Promise<boolean> {
  const form = hearing.bot.form(filling)
  if (!form) return false
  const back =
    pressed.within === 'message'
      ? { url: body.response_url, replace: pressed.refines(filling.line), channel: body.channel?.id }
      : { channel: pressed.context.place?.channel }
  await openForm(client, { trigger: body.trigger_id, over: pressed.within === 'modal', form, filling, back })
  return true
}

/** The preview gives way once everyone sees the answer, and stays where nothing was posted. */
async function postIt(line: string, { pressed, client, hearing }: Meeting): Promise<void> {
  const { context, show } = pressed
  let ended: Posted | undefined
  const told = await hearing.bot.share(line, context, async reply => {
    ended = await post(client, context.place?.channel ?? '', reply, {}, hearing.posting)
    return ended
  })
  await show(told, { replace: ended?.result === 'posted' })
}

/** What a button or a menu choice carries; nothing for one that opens a page. */
function idFrom(action: {
  type: string
  action_id?: string
  selected_option?: { value?: string } | null
}): string | undefined {
  if (action.action_id?.split(' ')[0] === menuId) return action.selected_option?.value
  return action.action_id?.startsWith(linkPrefix) ? undefined : action.action_id
}
