import { type Commands, isFolder, usage } from '../../core/command.ts'
import { slackName, typedCommands } from './names.ts'
import { shortcutsOf } from './shortcuts.ts'

/** What the bot asks of a workspace, and why. Nothing reads messages or files. */
export const scopes: Record<string, string> = {
  commands: 'to receive slash commands and shortcuts',
  'chat:write': 'to post the reminders that moderators set up, and to replace or delete the one before',
  'users:read': 'to know whether somebody who changes settings is an admin, and their time zone for /setup',
  'usergroups:read': 'to know whether they are in a user group that the settings name as moderators',
  'channels:read': 'to say before saving what would stop a post in a public channel',
  'groups:read': 'the same in a private channel',
}

/** What a workspace may leave out; the bot then does without. */
export const optionalScopes: Record<string, string> = {
  'files:write': 'to show the charts in posts as pictures; without it they are tables',
}

export type ManifestOptions = {
  /** In front of every command's name. */
  prefix?: string
  /** The bot's public address; Socket Mode without it. */
  http?: string
}

/**
 * The app manifest (https://docs.slack.dev/reference/app-manifest). Paste it at api.slack.com/apps. Events are those
 * that need no scope of their own: that a channel was archived, or the bot removed from it, is known from the answer
 * to the next post.
 */
export function manifest(commands: Commands, { prefix, http }: ManifestOptions = {}) {
  const events = http && { request_url: `${http}/slack/events` }
  return {
    display_information: {
      name: 'Heroine',
      description:
        'The film Heroin(e), the opioid crisis, naloxone, and where help is. Private answers with sources.',
      background_color: '#0e7c86',
    },
    features: {
      // "Send to my DMs" arrives on the second tab. Read-only: the bot reads no messages.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Heroine', always_online: true },
      ...listed('shortcuts', shortcuts(commands)),
      slash_commands: typedCommands(commands).map(entry => {
        const hint = isFolder(entry)
          ? entry.subcommands.flatMap(c => (c.hidden ? [] : [c.name])).join(' | ')
          : usage('', entry).slice(2)
        return {
          command: `/${slackName(entry.name, prefix)}`,
          ...(events && { url: events.request_url }),
          description: entry.about,
          ...(hint && { usage_hint: hint }),
          // Channels, people and user groups come as ids: see lineOf.
          should_escape: true,
        }
      }),
    },
    oauth_config: {
      ...(http && { redirect_urls: [`${http}/slack/oauth_redirect`] }),
      scopes: {
        bot: [...Object.keys(scopes), ...Object.keys(optionalScopes)],
        bot_optional: Object.keys(optionalScopes),
      },
    },
    settings: {
      event_subscriptions: {
        ...events,
        bot_events: [
          'app_home_opened',
          'app_uninstalled',
          'tokens_revoked',
          ...(http ? ['team_access_revoked'] : []),
        ],
      },
      interactivity: {
        is_enabled: true,
        // The second is for long lists in forms, such as time zones.
        ...(events && { ...events, message_menu_options_url: events.request_url }),
      },
      org_deploy_enabled: http !== undefined,
      socket_mode_enabled: http === undefined,
      token_rotation_enabled: http !== undefined,
    },
  }
}

/** Slack refuses an empty list of shortcuts. */
const listed = <K extends string, V>(key: K, list: V[]) =>
  (list.length > 0 ? { [key]: list } : {}) as Partial<Record<K, V[]>>

const shortcuts = (commands: Commands) =>
  shortcutsOf(commands).map(({ id, name, type, about }) => ({
    name,
    type,
    callback_id: id,
    description: about,
  }))
