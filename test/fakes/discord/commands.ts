/**
 * What Discord takes as application commands.
 * Source: https://docs.discord.com/developers/interactions/application-commands
 */
import {
  boolean,
  checkFields,
  choice,
  type Fields,
  integer,
  list,
  required,
  snowflake,
  string,
} from './fields.ts'
import { asList, asNumber, asObject, asObjects, asText, type Json, lengthOf } from './json.ts'
import { FormBody, type Path } from './refusal.ts'

const SUB_COMMAND = 1
const SUB_COMMAND_GROUP = 2
const WITH_CHOICES = [3, 4, 10]
/** "An app can have the following number of commands", by type. */
const MOST: Record<number, number> = { 1: 100, 2: 15, 3: 15, 4: 1 }
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
/** https://docs.discord.com/developers/reference#locales */
const LOCALES =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  )

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

/** Names are of one alphabet, in lower case where the letters have one; localizations follow the same rule. */
function checkName(named: Json, path: Path, form: FormBody): void {
  const names = [['name', named.name] as const, ...localized(named, 'name', path, form)]
  for (const [at, name] of names) {
    const text = asText(name)
    if (NAME.test(text) && text === text.toLowerCase()) continue
    form.report([...path, ...at.split('/')], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
  }
  for (const [at, text] of localized(named, 'description', path, form)) {
    if (lengthOf(asText(text)) >= 1 && lengthOf(asText(text)) <= 100) continue
    form.report([...path, ...at.split('/')], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.')
  }
}

function localized(named: Json, field: string, path: Path, form: FormBody): (readonly [string, unknown])[] {
  const key = `${field}_localizations`
  const entries = Object.entries(asObject(named[key]))
  for (const [locale] of entries) {
    if (!LOCALES.includes(locale)) form.report([...path, key, locale], 'BASE_TYPE_CHOICES', 'Unknown locale.')
  }
  return entries.map(([locale, text]) => [`${key}/${locale}`, text] as const)
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
}

/** Choices of an option and results of an autocomplete obey the same limits. */
export function judgeChoices(choices: unknown[], type: unknown, path: Path, form: FormBody): void {
  const value = type === 3 ? string(0, 100) : type === 4 ? integer(-(2 ** 53), 2 ** 53) : undefined
  const names = new Set<unknown>()
  for (const [at, item] of choices.entries()) {
    const entry = asObject(item)
    checkFields(
      { name: required(string(1, 100)), ...(value ? { value: required(value) } : {}) },
      entry,
      [...path, at],
      form,
    )
    if (names.has(entry.name)) {
      form.report(
        [...path, at],
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        'Option choice name already exists',
      )
    }
    names.add(entry.name)
  }
}

/** Names, descriptions and values of a command, its options and choices; of localizations only the longest. */
export function sizeOf(named: Json): number {
  const longest = (field: string) =>
    Math.max(
      0,
      ...[named[field], ...Object.values(asObject(named[`${field}_localizations`]))].map(text =>
        lengthOf(asText(text)),
      ),
    )
  const nested = [...asObjects(named.options), ...asObjects(named.choices)]
  return (
    longest('name') +
    longest('description') +
    lengthOf(asText(named.value)) +
    nested.reduce((sum, part) => sum + sizeOf(part), 0)
  )
}
