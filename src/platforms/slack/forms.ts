import type { App } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Form } from '../../core/form.ts'
import type { Filling } from '../../core/press.ts'
import type { Reply } from '../../core/reply.ts'
import { apart, context } from './ask.ts'
import { formId, formView, mistakesIn, mostOptions, optionOf, valuesOf } from './formView.ts'
import type { Hearing } from './hearing.ts'
import { privately, render } from './render.ts'
import { answerView, waitingView } from './view.ts'

/** Where the person was: the address of the message that held the button, or none in a modal or on the Home tab. */
type Back = { url?: string; replace?: boolean; channel?: string }
type Kept = { line: string; fields: string[] } & Back

type Opening = { trigger: string; over: boolean; form: Form; filling: Filling; back: Back }

/** The form keeps the button's line and the way back with it, at most 3,000 characters; we keep nothing. */
export async function openForm(
  client: WebClient,
  { trigger, over, form, filling, back }: Opening,
): Promise<void> {
  const kept: Kept = { line: filling.line, fields: filling.fields, ...back }
  const view = { trigger_id: trigger, view: formView(form, JSON.stringify(kept)) }
  await (over ? client.views.push(view) : client.views.open(view))
}

const fillingOf = ({ line, fields }: Kept): Filling => ({ kind: 'form', line, fields })

/** Sending a form is typing its command. A field that is wrong says so; the answer comes back to where they were. */
export function listenForForms(app: App, hearing: Hearing): void {
  const { bot, ask, person, now, clientOf, report } = hearing

  app.view({ type: 'view_submission', callback_id: formId }, async ({ ack, body, view, context: from }) => {
    const kept: Kept = JSON.parse(view.private_metadata)
    const form = bot.form(fillingOf(kept))
    if (!form) return ack()
    const values = valuesOf(form, view.state)
    const errors = mistakesIn(form, values)
    if (errors) return ack({ response_action: 'errors', errors })
    const client = clientOf(from)
    const team = body.team?.id ?? body.user.team_id ?? ''
    const by = { by: person(client, team, body.user.id), now: now() }
    const channel = kept.channel ?? body.user.id
    const title = view.title.text
    if (kept.url) await ack()
    else await ack({ response_action: 'update', view: waitingView(title, { channel }) })
    const asked = kept.url ? context(team, { id: channel }, by) : apart(team, channel, by)
    const answer = await ask({ command: form.words, values }, asked)
    if (kept.url) return sendBack(client, { ...kept, url: kept.url, user: body.user.id }, answer)
    await client.views.update({ view_id: view.id, view: answerView(title, answer, { channel }) })
  })

  app.options({ type: 'block_suggestion' }, async ({ ack, body, context: from }) => {
    const kept: Partial<Kept> = JSON.parse(body.view?.private_metadata || '{}')
    const { line, fields, channel } = kept
    const form = line && fields ? bot.form(fillingOf({ line, fields })) : undefined
    if (!form) return ack({ options: [] })
    const team = body.team?.id ?? body.user.team_id ?? ''
    const by = { by: person(clientOf(from), team, body.user.id), now: now() }
    const found = await bot
      .suggest(form.words, body.action_id, body.value, apart(team, channel ?? body.user.id, by))
      .catch(error => {
        report('suggest', error)
        return []
      })
    // Bolt's own types are those of the dialogs that Slack had before modals.
    await ack({ options: found.slice(0, mostOptions).map(optionOf) as never[] })
  })
}

type Returning = { url: string; replace?: boolean; channel?: string; user: string }

/**
 * To the message that held the button: its address lives for half an hour, also where the bot is no member. Later, as a
 * private message there if the bot is a member (elsewhere Slack takes one and shows it to nobody), else directly.
 */
async function sendBack(
  client: WebClient,
  { url, replace = false, channel = '', user }: Returning,
  reply: Reply,
): Promise<void> {
  const body = { ...privately(reply), replace_original: replace }
  if (await sent(url, body)) return
  const { blocks, text } = body
  const known = await client.conversations.info({ channel }).catch(() => undefined)
  if (known?.channel?.is_member) await client.chat.postEphemeral({ channel, user, blocks, text })
  else await client.chat.postMessage({ channel: user, ...render(reply) })
}

const patience = 10_000

const sent = (url: string, body: object): Promise<boolean> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
  }).then(
    ({ ok }) => ok,
    () => false,
  )
