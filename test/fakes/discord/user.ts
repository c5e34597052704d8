/** The user at the keyboard: what they type and press becomes interactions, what they may not press is an error. */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Interaction, KIND, type Response } from './interaction.ts'
import { asNumber, asObjects, componentsOf, type Json } from './json.ts'
import { channelPayload, memberPayload, onWire, userPayload } from './payloads.ts'
import {
  ALL_PERMISSIONS,
  APPLICATION_ID,
  type Channel,
  type FakeMessage,
  INVOKER,
  type World,
} from './world.ts'

/** Where and as whom. Defaults: the first guild, its first channel, one ordinary member. `guild: null` is a DM. */
export type Where = {
  guild?: string | null
  channel?: string
  user?: string
  /** The member's permissions in the channel, as a bit set. Discord's own check of them is not simulated. */
  permissions?: bigint | string
  locale?: string
  guildLocale?: string
  /** How long to wait for a promised message after the acknowledgement. */
  timeoutMs?: number
}
export type CommandUse = Where & {
  name: string
  options?: Record<string, string | number | boolean>
  subcommand?: string
  group?: string
}
export type ComponentUse = Where & { customId: string; message?: { id: string } | undefined }
export type SelectUse = ComponentUse & { values: string[] }
export type Typing = Omit<CommandUse, 'name'> & { command: string; option: string; typed: string }

type Post = { world: World; deadlineMs: number; dispatch: (payload: Json) => Promise<void> }

/** Until the interaction is complete and quiet for this long, the answer may still grow. */
const QUIET_MS = 25

export function userOf({ world, deadlineMs, dispatch }: Post) {
  const place = ({ guild, channel, user = INVOKER }: Where): Channel => {
    if (guild === null) return world.dmChannel(user)
    const chosen =
      channel ??
      world.guilds
        .get(guild ?? [...world.guilds.keys()][0] ?? '')
        ?.channels.keys()
        .next().value
    const found = world.channels.get(chosen ?? '')
    if (!found)
      throw new Error(`No channel ${channel ?? ''} in guild ${guild ?? '(first)'} of the fake Discord`)
    return found
  }

  const envelope = (kind: number, data: Json, where: Where): Json => {
    const channel = place(where)
    const { user = INVOKER, permissions = 2048n, locale = 'en-US', guildLocale = 'en-US' } = where
    const guild = channel.guildId
    const owners = guild ? { 0: guild } : { 0: '0' }
    const sender = guild
      ? {
          member: { ...memberPayload(user), permissions: String(permissions) },
          guild_id: guild,
          guild: { id: guild, features: [], locale: guildLocale },
          guild_locale: guildLocale,
        }
      : { user: userPayload(user) }
    return {
      id: world.snowflake(),
      application_id: APPLICATION_ID,
      type: kind,
      data,
      channel: channelPayload(world, channel),
      channel_id: channel.id,
      token: randomBytes(32).toString('hex'),
      version: 1,
      locale,
      app_permissions: String(ALL_PERMISSIONS & ~world.deniedBits(channel)),
      entitlements: [],
      authorizing_integration_owners: owners,
      context: guild ? 0 : 1,
      attachment_size_limit: 10485760,
      ...sender,
    }
  }

  const send = async (
    payload: Json,
    { timeoutMs = 5000 }: Where,
    source?: FakeMessage,
  ): Promise<Response> => {
    const interaction = new Interaction(payload, source)
    world.interactions.set(interaction.id, interaction)
    await dispatch(payload)
    while (interaction.acknowledgedBy === undefined && interaction.age <= deadlineMs + QUIET_MS) await wait(2)
    interaction.response.failed = interaction.acknowledgedBy === undefined
    const end = performance.now() + timeoutMs
    const quiet = () => performance.now() - interaction.lastCallAt > QUIET_MS
    while (!interaction.response.failed && !(interaction.complete && quiet()) && performance.now() < end)
      await wait(2)
    return interaction.response
  }

  /** A registered command decides the types of its options; before any registration they are guessed from the values. */
  const commandData = (
    name: string,
    { options = {}, subcommand, group, guild }: Omit<CommandUse, 'name'>,
    focus?: string,
  ): Json => {
    const registered = [
      ...(world.commands.get(guild ?? [...world.guilds.keys()][0] ?? '') ?? []),
      ...(world.commands.get('global') ?? []),
    ]
    const command = registered.find(candidate => candidate.name === name && candidate.type === 1)
    if (registered.length > 0 && !command) throw new Error(`/${name} is not registered`)
    const step = (level: Json | undefined, child: string | undefined): Json | undefined => {
      const found =
        child === undefined ? level : asObjects(level?.options).find(option => option.name === child)
      if (level && !found) throw new Error(`/${name} has no ${child}`)
      return found
    }
    const level = step(step(command, group), subcommand)
    const values = Object.entries(options).map(([key, value]) => {
      const declared = step(level, key)
      const type = asNumber(declared?.type) || typeOf(value)
      const choices = asObjects(declared?.choices)
      if (choices.length > 0 && !choices.some(one => one.value === value))
        throw new Error(`${value} is no choice of ${key}`)
      if (key === focus && declared && declared.autocomplete !== true)
        throw new Error(`${key} does not autocomplete`)
      return { name: key, type, value, ...(key === focus ? { focused: true } : {}) }
    })
    const missing =
      focus === undefined
        ? asObjects(level?.options).find(
            option => option.required === true && !(String(option.name) in options),
          )
        : undefined
    if (missing) throw new Error(`/${name} needs ${missing.name}`)
    const inSubcommand = subcommand === undefined ? values : [{ name: subcommand, type: 1, options: values }]
    const inGroup = group === undefined ? inSubcommand : [{ name: group, type: 2, options: inSubcommand }]
    return { id: command?.id ?? world.snowflake(), name, type: 1, options: inGroup }
  }

  /** The message that shows a component now, the newest first; pressing what nobody can see is a mistake of the test. */
  const find = ({
    customId,
    message,
    user = INVOKER,
  }: ComponentUse): { message: FakeMessage; component: Json } => {
    const candidates = message ? [world.store.get(message.id)] : [...world.store.values()].reverse()
    for (const candidate of candidates) {
      const component = candidate && componentsOf(candidate).find(one => one.custom_id === customId)
      if (!component) continue
      if (component.disabled === true) throw new Error(`The component ${customId} is disabled`)
      if ((candidate.visibleTo ?? user) !== user)
        throw new Error(`User ${user} cannot see ${customId}`)
      return { message: candidate, component }
    }
    throw new Error(`No message shows a component ${customId}`)
  }

  const use = (of: ComponentUse, values?: string[]): Promise<Response> => {
    const { message, component } = find(of)
    const offered = asObjects(component.options).map(option => option.value)
    const stranger = component.type === 3 ? values?.find(value => !offered.includes(value)) : undefined
    if (stranger !== undefined) throw new Error(`${stranger} is no option of ${of.customId}`)
    const data = {
      custom_id: of.customId,
      component_type: component.type,
      id: component.id,
      ...(values ? { values } : {}),
    }
    const where = {
      ...of,
      channel: of.channel ?? message.channel_id,
      ...(world.channels.get(message.channel_id)?.guildId ? {} : { guild: null }),
    }
    return send({ ...envelope(KIND.COMPONENT, data, where), message: onWire(message) }, of, message)
  }

  return {
    command: async (of: CommandUse): Promise<Response> =>
      send(envelope(KIND.COMMAND, commandData(of.name, of), of), of),
    press: async (of: ComponentUse): Promise<Response> => use(of),
    select: async (of: SelectUse): Promise<Response> => use(of, of.values),
    /** The choices offered; undefined when none came in time. */
    autocomplete: async ({
      command,
      option,
      typed,
      options,
      ...where
    }: Typing): Promise<Json[] | undefined> => {
      const data = commandData(command, { ...where, options: { ...options, [option]: typed } }, option)
      const response = await send(envelope(KIND.AUTOCOMPLETE, data, where), where)
      return response.choices
    },
  }
}

const typeOf = (value: string | number | boolean): number =>
  typeof value === 'boolean' ? 5 : typeof value === 'string' ? 3 : Number.isInteger(value) ? 4 : 10
