/**
 * What Discord takes as application commands.
 * Source: https://docs.discord.com/developers/interactions/application-commands
 */

import { checkName, sizeOf } from './command-names.ts'
import { duplicates } from './component-checks.ts'
import {
  boolean,
  checkFields,
  choice,
  type Field,
  type Fields,
  integer,
  list,
  required,
  snowflake,
  string,
} from './fields.ts'
import { asList, asNumber, asObject, asObjects, type Json } from './json.ts'
import { FormBody, type Path } from './refusal.ts'

const SUB_COMMAND = 1
const SUB_COMMAND_GROUP = 2
const WITH_CHOICES = [3, 4, 10]
/** "An app can have the following number of commands", by type. */
const MOST: Record<number, number> = { 1: 100, 2: 15, 3: 15, 4: 1 }
const described: Fields = { name: required(string(1, 32)), description: required(string(1, 100)) }
const COMMAND: Fields = {
  name: required(string(1, 32)),
  type: choice(1, 2, 3, 4),
  options: list(0, 25),
  default_member_permissions: snowflake,
  contexts: list(1, 3, choice(0, 1, 2)),
  integration_types: list(1, 2, choice(0, 1)),
  nsfw: boolean,
  dm_permission: boolean,
}
const OPTION: Fields = {
  ...described,
  type: required(choice(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
  required: boolean,
  autocomplete: boolean,
  choices: list(0, 25),
  options: list(0, 25),
  min_length: integer(0, 6000),
  max_length: integer(1, 6000),
}

/** Throws what Discord would answer to a bulk overwrite with these commands. */
export function judgeCommands(commands: readonly Json[]): void {
  const form = new FormBody()
  const seen = new Set<string>()
  for (const [at, command] of commands.entries()) {
    const type = asNumber(command.type ?? 1)
    const key = `${type} ${command.name}`
    if (seen.has(key))
      form.report([at], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique')
    seen.add(key)
    checkFields(type === 1 ? { ...COMMAND, ...described } : COMMAND, command, [at], form)
    if (type === 1) checkName(command, [at], form)
    checkOptions(command.options, [at, 'options'], 0, form)
    if (sizeOf(command) > 8000)
      form.report([at], 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)')
  }
  for (const [type, most] of Object.entries(MOST)) {
    const count = commands.filter(command => asNumber(command.type ?? 1) === Number(type)).length
    if (count > most) form.report([], 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`)
  }
  form.throwIfInvalid()
}

/** Commands nest two deep at most: group, subcommand. A level is either subcommands or values, never both. */
function checkOptions(value: unknown, path: Path, depth: number, form: FormBody): void {
  const options = asObjects(value)
  const nested = options.filter(option => option.type === SUB_COMMAND || option.type === SUB_COMMAND_GROUP)
  if (nested.length > 0 && nested.length < options.length) {
    form.report(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    )
  }
  const names = new Set<unknown>()
  let optional = false
  for (const [at, option] of options.entries()) {
    const here = [...path, at]
    checkFields(OPTION, option, here, form)
    checkName(option, here, form)
    if (names.has(option.name))
      form.report(here, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists')
    names.add(option.name)
    if (option.required && optional) {
      form.report(
        here,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      )
    }
    if (!option.required) optional = true
    const level = option.type === SUB_COMMAND_GROUP ? 1 : option.type === SUB_COMMAND ? 2 : 0
    if (level > 0 && level <= depth) form.report([...here, 'type'], 'BASE_TYPE_CHOICES', 'Too deeply nested.')
    else if (level > 0) checkOptions(option.options, [...here, 'options'], level, form)
    checkChoices(option, here, form)
  }
}

function checkChoices(option: Json, path: Path, form: FormBody): void {
  const choices = asList(option.choices)
  if (choices.length > 0 && option.autocomplete === true) {
    form.report(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES',
      'autocomplete may not be set with choices.',
    )
  }
  if ((choices.length > 0 || option.autocomplete === true) && !WITH_CHOICES.includes(asNumber(option.type))) {
    form.report(
      [...path, 'type'],
      'BASE_TYPE_CHOICES',
      'Only STRING, INTEGER and NUMBER options take choices.',
    )
  }
  judgeChoices(choices, option.type, [...path, 'choices'], form)
  checkNamesUnique(asObjects(choices), [...path, 'choices'], form)
}

/** Choices of an option and results of an autocomplete obey the same limits; only the former have unique names. */
export function judgeChoices(choices: unknown[], type: unknown, path: Path, form: FormBody): void {
  const kinds: Record<number, Field> = { 3: string(0, 100), 4: integer(-(2 ** 53), 2 ** 53) }
  const value = kinds[asNumber(type)]
  const fields = { name: required(string(1, 100)), ...(value ? { value: required(value) } : {}) }
  for (const [at, item] of choices.entries()) checkFields(fields, asObject(item), [...path, at], form)
}

function checkNamesUnique(choices: Json[], path: Path, form: FormBody): void {
  for (const at of duplicates(choices.map(item => item.name))) {
    const code = 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS'
    form.report([...path, at], code, 'Option choice name already exists')
  }
}
