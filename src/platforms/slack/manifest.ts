import { type Commands, isFolder, usage } from '../../core/command.ts'
import { slackName } from './ask.ts'

/** What the bot asks of a workspace, and why. Nothing reads messages. */
export const scopes: Record<string, string> = {
  commands: 'to receive slash commands',
  'chat:write': 'to post the reminders that moderators set up, and to replace or delete the one before',
  'users:read': 'to know whether somebody who changes settings is an admin, and their time zone for /setup',
  'usergroups:read': 'to know whether they are in a user group that the settings name as moderators',
  'channels:read': 'to say before saving what would stop a post in a public channel',
  'groups:read': 'the same in a private channel',
}

/** The app manifest for Socket Mode (https://docs.slack.dev/reference/app-manifest). Paste it at api.slack.com/apps. */
export const manifest = (commands: Commands) => ({
  display_information: {
    name: 'Heroine',
    description:
      'The film Heroin(e), the opioid crisis, naloxone, and where help is. Private answers with sources.',
    background_color: '#0e7c86',
  },
  features: {
    bot_user: { display_name: 'Heroine', always_online: true },
    // Where "Send to my DMs" arrives. Read-only: the bot reads no messages.
    app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    slash_commands: commands.map(entry => {
      const hint = isFolder(entry)
        ? entry.subcommands.flatMap(c => (c.hidden ? [] : [c.name])).join(' | ')
        : usage('', entry).slice(2)
      return {
        command: `/${slackName(entry.name)}`,
        description: entry.about,
        ...(hint && { usage_hint: hint }),
        // Channels, people and user groups come as ids: see lineOf.
        should_escape: true,
      }
    }),
  },
  oauth_config: { scopes: { bot: Object.keys(scopes) } },
  settings: {
    interactivity: { is_enabled: true },
    event_subscriptions: { bot_events: ['app_uninstalled', 'tokens_revoked'] },
    org_deploy_enabled: false,
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  },
})
