import { sequencesTyped } from './mrkdwn.ts'
import type { Seen } from './outcome.ts'
import { isObject } from './shape.ts'
import type { Json, Workspace } from './workspace.ts'

export interface Command {
  /** With its slash. */
  command: string
  text?: string
  channel?: string
  user?: string
}

export interface Press {
  actionId: string
  value?: string
  block_id?: string
  channel?: string
  user?: string
  /** The message that holds the element. With it, a press of something that is not there throws. */
  from?: Pick<Seen, 'blocks' | 'channel' | 'ts'> & Partial<Seen>
}

function place(workspace: Workspace, channel: string): { id: string; name: string } {
  const direct = channel.startsWith('D')
  return {
    id: channel,
    name: direct ? 'directmessage' : (workspace.channels.get(channel)?.name ?? 'privategroup'),
  }
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
export function commandPayload(workspace: Workspace, command: Command, responseUrl: string): Json {
  const channel = place(workspace, command.channel ?? 'C1')
  const user = command.user ?? 'U1'
  return {
    token: 'verification-token',
    team_id: workspace.team.id,
    team_domain: 'fake',
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user,
    user_name: user.toLowerCase(),
    command: command.command,
    text: sequencesTyped((command.text ?? '').trim(), workspace),
    api_app_id: workspace.appId,
    is_enterprise_install: String(workspace.org !== undefined),
    ...(workspace.org && { enterprise_id: workspace.org.id }),
    response_url: responseUrl,
    trigger_id: workspace.trigger(),
  }
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function actionPayload(
  workspace: Workspace,
  kind: 'button' | 'static_select',
  press: Press,
  responseUrl: string,
): Json {
  const channel = place(workspace, press.channel ?? press.from?.channel ?? 'C1')
  const user = press.user ?? 'U1'
  const ts = press.from?.ts ?? workspace.stamp()
  const ephemeral = press.from?.ephemeral ?? false
  const action = actionOf(workspace, kind, press)
  const shown = press.from && { type: 'message', bot_id: workspace.botId, text: press.from.text, ts }
  return {
    type: 'block_actions',
    token: 'verification-token',
    team: { id: workspace.team.id, domain: 'fake' },
    user: { id: user, username: user.toLowerCase(), name: user.toLowerCase(), team_id: workspace.team.id },
    api_app_id: workspace.appId,
    container: { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral: ephemeral },
    trigger_id: workspace.trigger(),
    enterprise: workspace.org ?? null,
    is_enterprise_install: workspace.org !== undefined,
    channel,
    // Slack does not show an app its own ephemeral messages again.
    ...(shown && !ephemeral && { message: { ...shown, blocks: press.from?.blocks } }),
    state: { values: {} },
    response_url: responseUrl,
    actions: [action],
  }
}

export function actionOf(workspace: Workspace, kind: 'button' | 'static_select', press: Press): Json {
  const found = press.from && findElement(press.from.blocks, press.actionId)
  if (press.from && !found) throw new Error(`the message has no element with action_id ${press.actionId}`)
  const element = found?.element ?? {}
  const common = {
    type: kind,
    action_id: press.actionId,
    block_id: press.block_id ?? found?.blockId ?? 'b0',
    action_ts: workspace.stamp(),
  }
  if (kind === 'button') {
    const text = element.text ?? { type: 'plain_text', text: press.actionId }
    return { ...common, text, value: press.value ?? element.value }
  }
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [element]
  const options = groups.flatMap(group =>
    isObject(group) && Array.isArray(group.options) ? group.options : [],
  )
  const chosen = options.find(option => isObject(option) && option.value === press.value)
  if (found && !chosen) throw new Error(`${press.actionId} offers no option ${press.value}`)
  const made = { text: { type: 'plain_text', text: press.value }, value: press.value }
  return { ...common, selected_option: chosen ?? made }
}

function findElement(blocks: Json[], actionId: string): { element: Json; blockId: string } | undefined {
  for (const [at, block] of blocks.entries()) {
    const elements = [...(Array.isArray(block.elements) ? block.elements : []), block.accessory]
    const element = elements.find(entry => isObject(entry) && entry.action_id === actionId)
    if (isObject(element)) return { element, blockId: String(block.block_id ?? `generated${at}`) }
  }
  return undefined
}
