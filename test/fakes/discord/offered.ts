/** Where Discord's client offers a command, and the ones that stand beside a message. */
import { asList, asNumber, asObject, asObjects, type Json } from './json.ts'
import type { World } from './world.ts'

export const BESIDE_A_MESSAGE = 3

export const registeredIn = (world: World, scope: string): Json[] => [
  ...(world.commands.get(scope) ?? []),
  ...(world.commands.get('global') ?? []),
]

/**
 * Throws where nobody could have used it: `contexts` and `integration_types` decide.
 * Source: https://docs.discord.com/developers/interactions/application-commands#interaction-contexts
 */
export function checkOffered(world: World, interaction: Json): void {
  const data = asObject(interaction.data)
  const scope = String(interaction.guild_id ?? '')
  const command = registeredIn(world, scope).find(
    ({ name, type }) => name === data.name && type === data.type,
  )
  if (!command) return
  const owners = Object.keys(asObject(interaction.authorizing_integration_owners)).map(Number)
  const contexts = asList(command.contexts)
  const types = asList(command.integration_types)
  if (contexts.length > 0 && !contexts.includes(asNumber(interaction.context)))
    throw new Error(`${data.name} is not offered in this context`)
  if (types.length > 0 && !owners.some(owner => types.includes(owner)))
    throw new Error(`${data.name} is not offered to this kind of installation`)
}

/** The `data` of a command used on a message, which arrives whole. */
export function besideData(world: World, scope: string, name: string, message: Json): Json {
  const all = registeredIn(world, scope)
  const command = all.find(one => one.name === name && one.type === BESIDE_A_MESSAGE)
  if (all.length > 0 && !command) throw new Error(`${name} is not registered`)
  const id = String(message.id)
  return {
    id: command?.id ?? world.snowflake(),
    name,
    type: BESIDE_A_MESSAGE,
    target_id: id,
    resolved: { messages: { [id]: message } },
  }
}

/** Localizations are told only to who asks for them: …/application-commands#get-global-application-commands */
export const withoutLocalizations = (command: Json): Json => {
  const { name_localizations: _, description_localizations: __, ...rest } = command
  return command.options ? { ...rest, options: asObjects(command.options).map(withoutLocalizations) } : rest
}
