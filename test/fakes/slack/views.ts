import { inspect } from './message.ts'
import { limits, triggerLifetimeMs } from './rules.ts'
import { isObject } from './shape.ts'
import { SlackError } from './slackError.ts'
import { tables } from './table.ts'
import type { Json, Workspace } from './workspace.ts'

/** A view as Slack keeps it: a modal, or the Home tab of one person. */
export type View = Json & { id: string; type: string; blocks: Json[]; user?: string }

const textOf = (value: unknown): string | undefined =>
  isObject(value) && value.type === 'plain_text' ? String(value.text ?? '') : undefined

/** Every reason Slack would refuse a view: https://docs.slack.dev/reference/views */
export function checkView(view: unknown): string[] {
  if (!isObject(view) || !Array.isArray(view.blocks)) return ['no view [json-pointer:/view]']
  const { errors } = inspect(view.blocks, 'view')
  const complain = (what: string, at: string): void => void errors.push(`${what} [json-pointer:/view/${at}]`)
  const short = (field: string): void => {
    const text = textOf(view[field])
    if (view[field] !== undefined && (!text || text.length > limits.viewTitle.max))
      complain(`must be 1 to ${limits.viewTitle.max} characters`, field)
  }
  if (tables(view.blocks) > 0) complain('a table stands in messages only', 'blocks')
  if (String(view.private_metadata ?? '').length > limits.privateMetadata.max)
    complain('too long', 'private_metadata')
  if (String(view.callback_id ?? '').length > limits.callbackId.max) complain('too long', 'callback_id')
  const inputs = view.blocks.some(block => isObject(block) && block.type === 'input')
  if (view.type === 'modal') {
    if (view.title === undefined) complain('missing required field: title', 'title')
    for (const field of ['title', 'submit', 'close']) short(field)
    if (inputs && view.submit === undefined) complain('missing required field: submit', 'submit')
  } else if (view.type !== 'home') complain(`unsupported type: ${String(view.type)}`, 'type')
  return errors
}

function accept(args: Json): Json {
  const view = typeof args.view === 'string' ? JSON.parse(args.view) : args.view
  const errors = checkView(view)
  if (errors.length === 0) return view as Json
  const response_metadata = { messages: errors.map(line => `[ERROR] ${line}`) }
  throw new SlackError('invalid_arguments', errors.join('; '), { response_metadata })
}

function keep(workspace: Workspace, view: Json, user?: string): View {
  const known = {
    id: `V${workspace.stamp().replace('.', '')}`,
    team_id: workspace.team.id,
    hash: workspace.stamp(),
  }
  const kept = { ...view, ...known, ...(user && { user }) } as unknown as View
  workspace.views.push(kept)
  return kept
}

/** https://docs.slack.dev/reference/methods/views.publish */
export function publishView(workspace: Workspace, args: Json): Json {
  const view = accept(args)
  if (view.type !== 'home') throw new SlackError('invalid_arguments', 'only a Home tab is published')
  if (!workspace.user(String(args.user_id))) throw new SlackError('user_not_found', String(args.user_id))
  return { view: keep(workspace, view, String(args.user_id)) }
}

/** https://docs.slack.dev/reference/methods/views.open and views.push */
export function openView(workspace: Workspace, args: Json): Json {
  const issued = workspace.triggers.get(String(args.trigger_id))
  if (issued === undefined) throw new SlackError('exchanged_trigger_id', String(args.trigger_id))
  if (workspace.now() - issued > triggerLifetimeMs) throw new SlackError('expired_trigger_id')
  const view = accept(args)
  if (view.type !== 'modal') throw new SlackError('invalid_arguments', 'only a modal is opened')
  workspace.triggers.delete(String(args.trigger_id))
  return { view: keep(workspace, view) }
}

/** https://docs.slack.dev/reference/methods/views.update: the view keeps its id. */
export function updateView(workspace: Workspace, args: Json): Json {
  const known = workspace.views.find(({ id }) => id === args.view_id)
  if (!known) throw new SlackError('not_found', String(args.view_id))
  return { view: replaceView(workspace, known, accept(args)) }
}

export function replaceView(workspace: Workspace, known: View, view: Json): View {
  const { id, team_id, user } = known
  for (const key of Object.keys(known)) delete known[key]
  return Object.assign(known, view, { id, team_id, hash: workspace.stamp(), ...(user && { user }) }) as View
}
