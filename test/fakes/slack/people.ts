import type { Outcome } from './outcome.ts'
import { actionOf } from './payloads.ts'
import { isObject } from './shape.ts'
import { checkView, replaceView, type View } from './views.ts'
import type { Json, Workspace } from './workspace.ts'

type Who = { user?: string }
type State = Record<string, Json>

/** What people do in modals, on the Home tab and with shortcuts: nothing of it has a response_url. */
export function createPeople(workspace: Workspace, interact: (payload: Json) => Promise<Outcome>) {
  const { team, botId, appId } = workspace

  const common = (type: string, user = 'U1'): Json => ({
    type,
    token: 'verification-token',
    team: { id: team.id, domain: 'fake' },
    user: { id: user, username: user.toLowerCase(), name: user.toLowerCase(), team_id: team.id },
    api_app_id: appId,
    trigger_id: workspace.trigger(),
    enterprise: null,
    is_enterprise_install: false,
  })
  const shown = (view: View): Json => ({
    ...view,
    bot_id: botId,
    app_id: appId,
    previous_view_id: null,
    root_view_id: view.id,
  })

  function judge({ ack }: Outcome, view: View): void {
    const complain = (detail: string): void => workspace.refuse('ack', 'invalid_response_action', detail)
    if (!ack) return
    if (ack.response_action === 'errors') {
      const errors = isObject(ack.errors) ? Object.entries(ack.errors) : []
      const inputs = view.blocks.filter(block => block.type === 'input').map(block => block.block_id)
      if (errors.length === 0) complain('no errors')
      for (const [at, words] of errors) if (!inputs.includes(at) || !words) complain(`no field ${at}`)
    } else if (ack.response_action === 'update' || ack.response_action === 'push') {
      const faults = checkView(ack.view)
      if (faults.length > 0) complain(faults.join('; '))
      else replaceView(workspace, view, ack.view as Json)
    } else if (ack.response_action !== 'clear') complain(String(ack.response_action))
  }

  return {
    /** Somebody uses a shortcut; beside a message, what Slack sends along of it. */
    shortcut: ({ id, user, message }: { id: string; message?: Json } & Who): Promise<Outcome> =>
      interact(
        message
          ? {
              ...common('message_action', user),
              callback_id: id,
              action_ts: workspace.stamp(),
              message_ts: String(message.ts ?? '1.1'),
              channel: { id: 'C1', name: 'general' },
              response_url: 'https://hooks.slack.com/app/never',
              message: { type: 'message', ...message },
            }
          : { ...common('shortcut', user), callback_id: id, action_ts: workspace.stamp() },
      ),

    /** Somebody presses a button of a modal or of the Home tab; with `value`, chooses from a select. */
    pressIn: ({ view, actionId, value, user }: { view: View; actionId: string; value?: string } & Who) =>
      interact({
        ...common('block_actions', user ?? view.user),
        container: { type: 'view', view_id: view.id },
        view: shown(view),
        state: { values: {} },
        actions: [
          actionOf(workspace, value === undefined ? 'button' : 'static_select', {
            actionId,
            value,
            from: { channel: '', ts: '', blocks: view.blocks },
          }),
        ],
      }),

    /** Somebody sends a form. `values` by block; the acknowledgement may close, change or correct it. */
    async submit({ view, values, user }: { view: View; values: State } & Who): Promise<Outcome> {
      const state = { values: Object.fromEntries(Object.entries(values).map(([id, v]) => [id, { [id]: v }])) }
      const outcome = await interact({
        ...common('view_submission', user),
        view: { ...shown(view), state },
        response_urls: [],
      })
      judge(outcome, view)
      return outcome
    },

    /** Somebody types into a select that asks the app what to offer. */
    suggest: ({ view, actionId, typed, user }: { view: View; actionId: string; typed: string } & Who) =>
      interact({
        ...common('block_suggestion', user),
        container: { type: 'view', view_id: view.id },
        view: shown(view),
        action_id: actionId,
        block_id: actionId,
        value: typed,
      }),
  }
}
