import { acceptMessage } from './message.ts'
import { SlackError } from './slackError.ts'
import { keepView, openView } from './views.ts'
import type { Channel, Json, Workspace } from './workspace.ts'

export interface Method {
  token: 'bot' | 'app'
  /** Any one of these suffices; none are needed when empty. */
  scopes: string[]
  run(workspace: Workspace, args: Json): Json
}

function channelOf(workspace: Workspace, id: unknown): Channel {
  const wanted = String(id ?? '')
  if (/^[DU]/.test(wanted)) return { id: wanted.replace(/^U/, 'D'), name: 'directmessage', member: true }
  const found =
    workspace.channels.get(wanted) ??
    [...workspace.channels.values()].find(channel => `#${channel.name}` === wanted)
  // A private channel the bot is not in does not exist, as far as Slack will say.
  if (!found || (found.private && !found.member)) throw new SlackError('channel_not_found', wanted)
  return found
}

function postMessage(workspace: Workspace, args: Json): Json {
  const channel = channelOf(workspace, args.channel)
  const uninvited = !channel.private && workspace.scopes.includes('chat:write.public')
  if (channel.archived) throw new SlackError('is_archived', channel.id)
  if (!channel.member && !uninvited) throw new SlackError('not_in_channel', channel.id)
  const post = acceptMessage(workspace, args, channel.id)
  workspace.posts.push(post)
  const message = {
    type: 'message',
    text: post.text,
    blocks: post.blocks,
    ts: post.ts,
    bot_id: workspace.botId,
  }
  return { channel: post.channel, ts: post.ts, message: { ...message, user: workspace.botUserId } }
}

/**
 * Slack accepts an ephemeral message where the bot is not a member, and nobody sees it.
 * https://docs.slack.dev/reference/methods/chat.postEphemeral
 */
function postEphemeral(workspace: Workspace, args: Json): Json {
  const channel = channelOf(workspace, args.channel)
  if (channel.archived) throw new SlackError('is_archived', channel.id)
  if (!workspace.user(String(args.user))) throw new SlackError('user_not_found', String(args.user))
  const post = acceptMessage(workspace, args, channel.id)
  workspace.ephemerals.push({ ...post, user: String(args.user), shown: channel.member })
  return { message_ts: post.ts }
}

function describeChannel({ id, name, member, archived, private: hidden }: Channel): Json {
  const direct = id.startsWith('D')
  const kind = { is_channel: !direct, is_im: direct, is_private: hidden ?? direct }
  return { channel: { id, name, ...kind, is_member: member, is_archived: archived ?? false } }
}

/** The Web API methods this Slack knows; any other answers `unknown_method`. */
export const methods: Record<string, Method> = {
  'auth.test': {
    token: 'bot',
    scopes: [],
    run: ({ team, botUserId, botId }) => ({
      url: 'https://fake.slack.com/',
      team: team.name,
      team_id: team.id,
      user: 'fakebot',
      user_id: botUserId,
      bot_id: botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    token: 'app',
    scopes: ['connections:write'],
    run: ({ newConnectionUrl }) => ({ url: newConnectionUrl() }),
  },
  'chat.postMessage': { token: 'bot', scopes: ['chat:write'], run: postMessage },
  'chat.postEphemeral': { token: 'bot', scopes: ['chat:write'], run: postEphemeral },
  'users.info': {
    token: 'bot',
    scopes: ['users:read'],
    run(workspace, args) {
      const user = workspace.user(String(args.user))
      if (!user) throw new SlackError('user_not_found', String(args.user))
      const { locale, ...rest } = user
      const asked = String(args.include_locale) === 'true'
      return {
        user: {
          ...rest,
          team_id: workspace.team.id,
          is_bot: false,
          deleted: false,
          ...(asked && { locale }),
        },
      }
    },
  },
  'conversations.info': {
    token: 'bot',
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    run: (workspace, args) => describeChannel(channelOf(workspace, args.channel)),
  },
  'conversations.join': {
    token: 'bot',
    scopes: ['channels:join'],
    run(workspace, args) {
      const channel = channelOf(workspace, args.channel)
      if (channel.archived) throw new SlackError('is_archived', channel.id)
      if (channel.private) throw new SlackError('method_not_supported_for_channel_type', channel.id)
      channel.member = true
      return describeChannel(channel)
    },
  },
  'views.publish': { token: 'bot', scopes: [], run: keepView },
  'views.open': { token: 'bot', scopes: [], run: openView },
}
