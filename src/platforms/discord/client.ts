import { Client, GatewayIntentBits, Options } from 'discord.js'
import { restOptions } from './rest.ts'
import { type Shards, sharding } from './shards.ts'

/**
 * A client that hears interactions and nothing else: no message content, no members, no presences. Guilds is there to
 * know when a server goes and which channels the bot may post in; every other cache stays empty.
 */
export const createClient = (apiUrl: string | undefined, shards?: Shards): Client =>
  new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    ...sharding(shards),
    rest: restOptions(apiUrl),
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      VoiceStateManager: 0,
      // The bot's own membership tells what it may do in a channel.
      GuildMemberManager: { maxSize: 0, keepOverLimit: member => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: user => user.id === user.client.user?.id },
    }),
  })
