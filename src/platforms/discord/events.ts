import {
  RESTJSONErrorCodes as Code,
  DiscordAPIError,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  REST,
  type RESTPostAPIGuildScheduledEventJSONBody,
  Routes,
} from 'discord.js'
import type { CommunityId } from '../../core/community.ts'
import type { PlannedEvent, ScheduledEvents } from '../../core/platform.ts'
import { isCode } from './faults.ts'

/**
 * Native events, which Discord shows to everyone in the server together with who is interested
 * (https://docs.discord.com/developers/resources/guild-scheduled-event). They take no nonce, so nothing is sent twice:
 * after a lost answer a moderator looks first.
 */
export function scheduledEvents(token: string, apiUrl: string | undefined): ScheduledEvents {
  const own = new REST({ ...(apiUrl && { api: apiUrl }), retries: 0, timeout: 10_000 })
  // Set for each request: after a single 401 the library throws it away.
  const rest = () => own.setToken(token)
  return {
    create: async (community, event) => {
      try {
        const route = Routes.guildScheduledEvents(guildOf(community))
        return { id: ((await rest().post(route, { body: bodyOf(event) })) as { id: string }).id }
      } catch (error) {
        return { why: whyNot(error) }
      }
    },
    cancel: async (community, id) => {
      try {
        await rest().delete(Routes.guildScheduledEvent(guildOf(community), id))
      } catch (error) {
        if (!isCode(error, Code.UnknownGuildScheduledEvent)) throw new Error(whyNot(error), { cause: error })
      }
    },
  }
}

const guildOf = (community: CommunityId): string => community.slice('discord:'.length)

/** Cut to what Discord takes: name 100 characters, description 1,000, location 100. */
const bodyOf = ({
  name,
  description,
  start,
  end,
  place,
}: PlannedEvent): RESTPostAPIGuildScheduledEventJSONBody => ({
  name: short(name, 100),
  description: short(description, 1000),
  scheduled_start_time: start.toString(),
  scheduled_end_time: end.toString(),
  privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
  entity_type: GuildScheduledEventEntityType.External,
  entity_metadata: { location: short(place, 100) },
})

const short = (words: string, most: number): string =>
  [...words].length > most ? `${[...words].slice(0, most - 1).join('')}…` : words

const reasons: Partial<Record<number, string>> = {
  [Code.UnknownGuild]: 'the bot is not in that server',
  [Code.MissingAccess]: 'the bot is not in that server, or may not see it',
  [Code.MissingPermissions]: 'the bot may not create events (Create Events)',
  [Code.MaximumNumberOfUncompletedGuildScheduledEventsReached]:
    'the server has as many events as it can have',
}

const whyNot = (error: unknown): string =>
  error instanceof DiscordAPIError && error.status < 500
    ? (reasons[Number(error.code)] ?? `Discord refused it (code ${error.code})`)
    : 'Discord did not answer: look whether the event is there before you try again'
