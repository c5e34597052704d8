import { channelOf, postEphemeral, postMessage, remove, update } from './chat.ts'
import { completeUpload, uploadAddress } from './files.ts'
import { SlackError } from './slackError.ts'
import { openView, publishView, updateView } from './views.ts'
import type { Channel, Json, Workspace } from './workspace.ts'

export interface Method {
  token: 'bot' | 'app' | 'none'
  /** Any one of these suffices; none are needed when empty. */
  scopes: string[]
  run(workspace: Workspace, args: Json): Json
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
  'oauth.v2.access': {
    token: 'none',
    scopes: [],
    run({ oauth }, args) {
      if (!oauth) throw new SlackError('unknown_method', 'this Slack knows no app with a client id')
      return oauth.access(args)
    },
  },
  'apps.connections.open': {
    token: 'app',
    scopes: ['connections:write'],
    run: ({ newConnectionUrl }) => ({ url: newConnectionUrl() }),
  },
  'chat.postMessage': { token: 'bot', scopes: ['chat:write'], run: postMessage },
  'chat.update': { token: 'bot', scopes: ['chat:write'], run: update },
  'chat.delete': { token: 'bot', scopes: ['chat:write'], run: remove },
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
  'usergroups.users.list': {
    token: 'bot',
    scopes: ['usergroups:read'],
    run(workspace, args) {
      const group = workspace.usergroups.find(({ id }) => id === args.usergroup)
      if (!group) throw new SlackError('no_such_subteam', String(args.usergroup))
      return { users: group.users }
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
  'views.publish': { token: 'bot', scopes: [], run: publishView },
  'views.open': { token: 'bot', scopes: [], run: openView },
  'views.push': { token: 'bot', scopes: [], run: openView },
  'views.update': { token: 'bot', scopes: [], run: updateView },
  'files.getUploadURLExternal': { token: 'bot', scopes: ['files:write'], run: uploadAddress },
  'files.completeUploadExternal': { token: 'bot', scopes: ['files:write'], run: completeUpload },
}
