/**
 * Events of a guild. The bot makes external ones; of the others only the schema is judged.
 * Source: https://docs.discord.com/developers/resources/guild-scheduled-event
 */
import { checkFields, choice, type Fields, object, required, string } from './fields.ts'
import { asText, type Json } from './json.ts'
import { FormBody, refuse } from './refusal.ts'
import { bodyOf, type Call, conform, type Route } from './rest.ts'
import { BOT, type Guild, type World } from './world.ts'

const EXTERNAL = 3
/** "A guild can have a maximum of 100 events with SCHEDULED or ACTIVE status at any time." */
const MOST = 100

/** What an external event must have: …#guild-scheduled-event-object-field-requirements-by-entity-type */
const FIELDS: Fields = {
  name: required(string(1, 100)),
  description: string(1, 1000),
  privacy_level: required(choice(2)),
  entity_type: required(choice(1, 2, EXTERNAL)),
  scheduled_start_time: required(string(1, 40)),
}
const EXTERNAL_FIELDS: Fields = {
  entity_metadata: required(object({ location: required(string(1, 100)) })),
  scheduled_end_time: required(string(1, 40)),
}

export function scheduledEventRoutes(world: World): Route[] {
  const guildOf = ({ params: [id = ''] }: Call): Guild => {
    const guild = world.guilds.get(id)
    if (!guild || guild.unavailable) throw refuse.unknownGuild()
    if (world.lacks(guild, 'CREATE_EVENTS')) throw refuse.missingPermissions()
    return guild
  }
  return [
    {
      method: 'POST',
      path: '/guilds/:guild/scheduled-events',
      handle: call => {
        const guild = guildOf(call)
        const body = bodyOf(call)
        judge(body)
        conform(call)
        const events = [...world.events.values()].filter(event => event.guild_id === guild.id)
        if (events.length >= MOST) throw refuse.tooManyEvents()
        const event = { ...body, id: world.snowflake(), guild_id: guild.id, creator_id: BOT.id, status: 1 }
        world.events.set(event.id, event)
        return { status: 200, body: event }
      },
    },
    {
      method: 'DELETE',
      path: '/guilds/:guild/scheduled-events/:event',
      handle: call => {
        const guild = guildOf(call)
        const event = world.events.get(call.params[1] ?? '')
        if (event?.guild_id !== guild.id) throw refuse.unknownEvent()
        world.events.delete(call.params[1] ?? '')
        return { status: 204 }
      },
    },
  ]
}

function judge(body: Json): void {
  const form = new FormBody()
  checkFields(FIELDS, body, [], form)
  if (body.entity_type === EXTERNAL) {
    checkFields(EXTERNAL_FIELDS, body, [], form)
    if (body.channel_id) form.report(['channel_id'], 'BASE_TYPE_BAD', 'An external event has no channel.')
  }
  const [start, end] = [body.scheduled_start_time, body.scheduled_end_time].map(time =>
    Date.parse(asText(time)),
  )
  if (!(start! > Date.now()))
    form.report(
      ['scheduled_start_time'],
      'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
      'Cannot schedule event in the past.',
    )
  if (body.scheduled_end_time && !(end! > start!))
    form.report(['scheduled_end_time'], 'GUILD_SCHEDULED_EVENT_END_BEFORE_START', 'Ends before it starts.')
  form.throwIfInvalid()
}
