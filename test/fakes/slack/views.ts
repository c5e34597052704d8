import { inspect } from './message.ts'
import { limits, triggerLifetimeMs } from './rules.ts'
import { isObject } from './shape.ts'
import { SlackError } from './slackError.ts'
import type { Json, Workspace } from './workspace.ts'

/** Enough of views.publish and views.open to judge what is in them. https://docs.slack.dev/reference/views */
export function keepView(workspace: Workspace, args: Json): Json {
  const view = typeof args.view === 'string' ? JSON.parse(args.view) : args.view
  if (!isObject(view) || !Array.isArray(view.blocks)) throw new SlackError('invalid_arguments', 'no view')
  const errors = inspect(view.blocks, 'view').errors
  const title = isObject(view.title) ? String(view.title.text ?? '') : ''
  if (view.type === 'modal' && (!title || title.length > limits.viewTitle.max))
    errors.push('title [json-pointer:/view/title]')
  if (errors.length > 0) {
    const response_metadata = { messages: errors.map(line => `[ERROR] ${line}`) }
    throw new SlackError('invalid_arguments', errors.join('; '), { response_metadata })
  }
  const kept = { ...view, id: `V${workspace.views.length + 1}`, team_id: workspace.team.id }
  workspace.views.push(kept)
  return { view: kept }
}

export function openView(workspace: Workspace, args: Json): Json {
  const issued = workspace.triggers.get(String(args.trigger_id))
  if (issued === undefined) throw new SlackError('exchanged_trigger_id', String(args.trigger_id))
  if (workspace.now() - issued > triggerLifetimeMs) throw new SlackError('expired_trigger_id')
  workspace.triggers.delete(String(args.trigger_id))
  return keepView(workspace, args)
}
