/** The user at the keyboard: what they type and press becomes interactions, what they may not press is an error. */
import { setTimeout as wait } from 'node:timers/promises'
import { envelope, placeOf, type Where } from './envelope.ts'
import { Interaction, KIND, type Response } from './interaction.ts'
import { asObjects, componentsOf, type Json } from './json.ts'
import { submission } from './modals.ts'
import { besideData, checkOffered } from './offered.ts'
import type { Entered } from './resolved.ts'
import { onWire } from './stored.ts'
import { commandData, type Typed } from './typing.ts'
import { type FakeMessage, INVOKER, type World } from './world.ts'

/** How long to wait for a promised message after the acknowledgement. */
type Patience = { timeoutMs?: number }
export type CommandUse = Where & Patience & Typed & { name: string }
/** `message` picks one of several messages with the same custom id; by default the newest is meant. */
export type ComponentUse = Where & Patience & { customId: string; message?: { id: string } }
export type SelectUse = ComponentUse & { values: string[] }
export type Beside = Where & Patience & { name: string; message: Json }
export type Typing = Where & Typed & { command: string; option: string; typed: string }

type Post = { world: World; deadlineMs: number; dispatch: (payload: Json) => Promise<void> }

/** An answer that is complete may still grow; it is handed over after this long without a request. */
const QUIET_MS = 25

export function userOf({ world, deadlineMs, dispatch }: Post) {
  const send = async (
    payload: Json,
    { timeoutMs = 5000 }: Patience = {},
    source?: FakeMessage,
  ): Promise<Response> => {
    const interaction = new Interaction(payload, source)
    const { response } = interaction
    world.interactions.set(interaction.id, interaction)
    await dispatch(payload)
    while (interaction.acknowledgedBy === undefined && interaction.age <= deadlineMs + QUIET_MS) await wait(2)
    response.failed = interaction.acknowledgedBy === undefined
    const end = performance.now() + timeoutMs
    const quiet = () => performance.now() - interaction.lastCallAt > QUIET_MS
    while (!response.failed && !(interaction.complete && quiet()) && performance.now() < end) await wait(2)
    return response
  }

  const press = async (use: ComponentUse, values?: string[]): Promise<Response> => {
    const { message, component } = shown(world, use)
    const offered = asObjects(component.options).map(option => option.value)
    const stranger = component.type === 3 && values?.find(value => !offered.includes(value))
    if (stranger) throw new Error(`${stranger} is no option of ${use.customId}`)
    const channel = world.channels.get(message.channel_id)
    if (!channel) throw new Error(`The channel of ${use.customId} is gone`)
    const { customId: custom_id } = use
    const data = {
      custom_id,
      component_type: component.type,
      id: component.id,
      ...(values ? { values } : {}),
    }
    return send(
      { ...envelope(world, KIND.COMPONENT, data, channel, use), message: onWire(message) },
      use,
      message,
    )
  }

  return {
    /** Types a slash command. Resolves when the user has the message they were promised, or at the deadline. */
    async command(use: CommandUse): Promise<Response> {
      const channel = placeOf(world, use)
      const data = commandData(world, channel.guildId ?? '', use.name, use)
      const payload = envelope(world, KIND.COMMAND, data, channel, use)
      checkOffered(world, payload)
      return send(payload, use)
    },
    /** Uses a command that stands beside a message. */
    async beside(use: Beside): Promise<Response> {
      const channel = placeOf(world, use)
      const data = besideData(world, channel.guildId ?? '', use.name, {
        channel_id: channel.id,
        ...use.message,
      })
      const payload = envelope(world, KIND.COMMAND, data, channel, use)
      checkOffered(world, payload)
      return send(payload, use)
    },
    /** Fills in the form that an answer opened. */
    async submit(opened: Response, values: Record<string, Entered>, use: Where & Patience = {}) {
      const { payload, source } = world.interactions.get(opened.id) ?? {}
      const channel = world.channels.get(String(payload?.channel_id))
      if (!opened.modal || !channel) throw new Error('No form is open')
      const data = submission(world, channel.guildId ?? '', opened.modal, values)
      const message = source ? { message: onWire(source) } : {}
      return send({ ...envelope(world, KIND.MODAL, data, channel, use), ...message }, use, source)
    },
    /** Presses a button that a message shows. */
    press: (use: ComponentUse): Promise<Response> => press(use),
    /** Chooses from a select menu that a message shows. */
    select: (use: SelectUse): Promise<Response> => press(use, use.values),
    /** Types into an option. Resolves to the choices offered; undefined when none came in time. */
    async autocomplete({ command, option, typed, ...use }: Typing): Promise<Json[] | undefined> {
      const channel = placeOf(world, use)
      const entered = { ...use, options: { ...use.options, [option]: typed } }
      const data = commandData(world, channel.guildId ?? '', command, entered, option)
      const response = await send(envelope(world, KIND.AUTOCOMPLETE, data, channel, use))
      return response.choices
    },
  }
}

/** The newest message that shows a component to this user; pressing what nobody sees is a mistake of the test. */
function shown(world: World, { customId, message, user = INVOKER }: ComponentUse) {
  const candidates = message ? [world.store.get(message.id)] : [...world.store.values()].reverse()
  for (const candidate of candidates) {
    if (!candidate || (candidate.visibleTo ?? user) !== user) continue
    const component = componentsOf(candidate).find(one => one.custom_id === customId)
    if (component?.disabled === true) throw new Error(`The component ${customId} is disabled`)
    if (component) return { message: candidate, component }
  }
  throw new Error(`No message shows user ${user} a component ${customId}`)
}
