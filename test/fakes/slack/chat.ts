import { acceptMessage } from './message.ts'
import { SlackError } from './slackError.ts'
import type { Channel, Json, Post, Workspace } from './workspace.ts'

export function channelOf(workspace: Workspace, id: unknown): Channel {
  const wanted = String(id ?? '')
  if (/^[DU]/.test(wanted)) return { id: wanted.replace(/^U/, 'D'), name: 'directmessage', member: true }
  const found =
    workspace.channels.get(wanted) ??
    [...workspace.channels.values()].find(channel => `#${channel.name}` === wanted)
  // A private channel the bot is not in does not exist, as far as Slack will say.
  if (!found || (found.private && !found.member)) throw new SlackError('channel_not_found', wanted)
  return found
}

/** https://docs.slack.dev/reference/methods/chat.postMessage */
export function postMessage(workspace: Workspace, args: Json): Json {
  const channel = channelOf(workspace, args.channel)
  const uninvited = !channel.private && workspace.scopes.includes('chat:write.public')
  if (channel.archived) throw new SlackError('is_archived', channel.id)
  if (!channel.member && !uninvited) throw new SlackError('not_in_channel', channel.id)
  // Only a message that is still there can have a thread.
  if (args.thread_ts !== undefined && !find(workspace, channel, args.thread_ts))
    throw new SlackError('cannot_reply_to_message', String(args.thread_ts))
  const post = acceptMessage(workspace, args, channel.id)
  workspace.posts.push(post)
  return { channel: post.channel, ts: post.ts, message: described(workspace, post) }
}

const described = (workspace: Workspace, { text, blocks, ts }: Post): Json => ({
  type: 'message',
  text,
  blocks,
  ts,
  bot_id: workspace.botId,
  user: workspace.botUserId,
})

const find = ({ posts }: Workspace, channel: Channel, ts: unknown): Post | undefined =>
  posts.find(post => post.channel === channel.id && post.ts === ts)

function posted(workspace: Workspace, { channel: id, ts }: Json): Post {
  const channel = channelOf(workspace, id)
  const post = find(workspace, channel, ts)
  if (!post) throw new SlackError('message_not_found', `${channel.id} ${ts}`)
  return post
}

/** `parse` defaults to `client` here: names are read. https://docs.slack.dev/reference/methods/chat.update */
export function update(workspace: Workspace, args: Json): Json {
  const post = posted(workspace, args)
  const { ts: _, ...content } = acceptMessage(workspace, { parse: 'client', ...args }, post.channel)
  Object.assign(post, content)
  return { channel: post.channel, ts: post.ts, text: post.text, message: described(workspace, post) }
}

/** https://docs.slack.dev/reference/methods/chat.delete */
export function remove(workspace: Workspace, args: Json): Json {
  const post = posted(workspace, args)
  workspace.posts.splice(workspace.posts.indexOf(post), 1)
  return { channel: post.channel, ts: post.ts }
}

/**
 * Slack accepts an ephemeral message where the bot is not a member, and nobody sees it.
 * https://docs.slack.dev/reference/methods/chat.postEphemeral
 */
export function postEphemeral(workspace: Workspace, args: Json): Json {
  const channel = channelOf(workspace, args.channel)
  if (channel.archived) throw new SlackError('is_archived', channel.id)
  if (!workspace.user(String(args.user))) throw new SlackError('user_not_found', String(args.user))
  const post = acceptMessage(workspace, args, channel.id)
  workspace.ephemerals.push({ ...post, user: String(args.user), shown: channel.member })
  return { message_ts: post.ts }
}
