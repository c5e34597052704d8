/** What Discord's client makes of a command being typed: it offers only what is registered, and types the values. */
import { asNumber, asObjects, type Json } from './json.ts'
import { ATTACHMENT, type Entered, resolve } from './resolved.ts'
import type { World } from './world.ts'

export type Typed = {
  options?: Record<string, Entered>
  subcommand?: string
  group?: string
}

/**
 * The `data` of a command interaction; with `focus`, of an autocomplete for that option. A registered command
 * decides types, choices and required options, and what it does not have cannot be typed; before anything is
 * registered the types are guessed from the values.
 */
export function commandData(world: World, scope: string, name: string, typed: Typed, focus?: string): Json {
  const { options = {}, subcommand, group } = typed
  const registered = [...(world.commands.get(scope) ?? []), ...(world.commands.get('global') ?? [])]
  const command = registered.find(candidate => candidate.name === name && candidate.type === 1)
  if (registered.length > 0 && !command) throw new Error(`/${name} is not registered`)
  const step = (level: Json | undefined, child: string | undefined): Json | undefined => {
    if (child === undefined || !level) return level
    const found = asObjects(level.options).find(option => option.name === child)
    if (!found) throw new Error(`/${name} has no ${child}`)
    return found
  }
  const level = step(step(command, group), subcommand)
  const resolved: Json = {}
  const values = Object.entries(options).map(([key, value]) => {
    const declared = step(level, key) ?? {}
    if (key === focus && level) checkAutocompletes(declared)
    else checkChoice(declared, value)
    const focused = key === focus ? { focused: true } : {}
    const type = declared === level ? guess(value) : asNumber(declared.type) || guess(value)
    return { name: key, type, value: resolve(world, scope, type, value, resolved), ...focused }
  })
  if (focus === undefined) checkComplete(name, level, options)
  const inSubcommand = subcommand === undefined ? values : [{ name: subcommand, type: 1, options: values }]
  const inGroup = group === undefined ? inSubcommand : [{ name: group, type: 2, options: inSubcommand }]
  return { id: command?.id ?? world.snowflake(), name, type: 1, options: inGroup, resolved }
}

function checkAutocompletes(option: Json): void {
  if (option.autocomplete !== true) throw new Error(`The option ${option.name} does not autocomplete`)
}

function checkChoice(option: Json, value: unknown): void {
  const choices = asObjects(option.choices).map(choice => choice.value)
  if (choices.length > 0 && !choices.includes(value))
    throw new Error(`${value} is no choice of ${option.name}`)
}

function checkComplete(name: string, level: Json | undefined, options: object): void {
  const required = asObjects(level?.options).filter(option => option.required === true)
  const missing = required.find(option => !(String(option.name) in options))
  if (missing) throw new Error(`/${name} needs ${missing.name}`)
}

/** STRING 3, INTEGER 4, BOOLEAN 5, NUMBER 10. */
function guess(value: Entered): number {
  if (typeof value === 'object') return ATTACHMENT
  if (typeof value === 'boolean') return 5
  if (typeof value === 'string') return 3
  return Number.isInteger(value) ? 4 : 10
}
