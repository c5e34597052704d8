/**
 * The engine behind the rule tables: a small vocabulary for saying what a field may hold, and a checker that
 * reports breaches with the error codes Discord uses (BASE_TYPE_*, NUMBER_TYPE_*, URL_TYPE_*).
 */
import { asText, isObject, type Json, lengthOf } from './json.ts'
import type { FormBody, Path } from './refusal.ts'

type Common = { required?: boolean }
export type Field = Common &
  (
    | { kind: 'string'; min?: number; max: number }
    | { kind: 'integer'; min?: number; max?: number }
    | { kind: 'boolean' }
    | { kind: 'choice'; of: readonly (string | number)[] }
    | { kind: 'snowflake' }
    | { kind: 'url'; max: number; schemes: readonly string[] }
    | { kind: 'object'; of: Fields }
    | { kind: 'list'; min?: number; max: number; of?: Field }
  )
export type Fields = Record<string, Field>

export const string = (min: number, max: number): Field => ({ kind: 'string', min, max })
export const integer = (min: number, max: number): Field => ({ kind: 'integer', min, max })
export const boolean: Field = { kind: 'boolean' }
export const snowflake: Field = { kind: 'snowflake' }
export const choice = (...of: (string | number)[]): Field => ({ kind: 'choice', of })
export const url = (max: number, ...schemes: string[]): Field => ({ kind: 'url', max, schemes })
export const object = (of: Fields): Field => ({ kind: 'object', of })
export const list = (min: number, max: number, of?: Field): Field => ({ kind: 'list', min, max, of })
export const required = (field: Field): Field => ({ ...field, required: true })

/** Checks the named fields of an object. Unknown fields pass: Discord ignores them. */
export function checkFields(fields: Fields, value: Json, path: Path, form: FormBody): void {
  for (const [name, field] of Object.entries(fields)) checkField(field, value[name], [...path, name], form)
}

export function checkField(field: Field, value: unknown, path: Path, form: FormBody): void {
  if (value === undefined || value === null) {
    if (field.required) form.report(path, 'BASE_TYPE_REQUIRED', 'This field is required')
    return
  }
  const wrong = (code: string, message: string) => form.report(path, code, message)
  switch (field.kind) {
    case 'string':
      if (typeof value !== 'string') wrong('STRING_TYPE_CONVERT', 'Could not interpret value as string.')
      else checkLength(lengthOf(value), field, path, form, field.required && value.trim() === '')
      break
    case 'integer':
      if (!Number.isInteger(value)) wrong('NUMBER_TYPE_COERCE', `Value "${value}" is not int.`)
      else checkRange(value as number, field, path, form)
      break
    case 'boolean':
      if (typeof value !== 'boolean') wrong('BOOLEAN_TYPE_CONVERT', 'Must be either true or false.')
      break
    case 'choice':
      if (!field.of.includes(value as string)) {
        wrong('BASE_TYPE_CHOICES', `Value must be one of {${field.of.join(', ')}}.`)
      }
      break
    case 'snowflake':
      if (!/^(0|[1-9]\d*)$/.test(String(value)))
        wrong('NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`)
      break
    case 'url':
      checkUrl(value, field, path, form)
      break
    case 'object':
      if (isObject(value)) checkFields(field.of, value, path, form)
      else wrong('MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
      break
    case 'list':
      if (Array.isArray(value)) checkList(value, field, path, form)
      else wrong('LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
  }
}

function checkList(items: unknown[], field: Field & { kind: 'list' }, path: Path, form: FormBody): void {
  checkLength(items.length, field, path, form)
  if (!field.of) return
  for (const [at, item] of items.entries()) checkField(required(field.of), item, [...path, at], form)
}

type Bounds = { min?: number; max?: number }

function checkLength(
  length: number,
  { min = 0, max = Infinity }: Bounds,
  path: Path,
  form: FormBody,
  blank = false,
): void {
  if (blank && min > 0) form.report(path, 'BASE_TYPE_REQUIRED', 'This field is required')
  else if (min > 0 && (length < min || length > max)) {
    form.report(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
  } else if (length > max) form.report(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
}

function checkRange(
  value: number,
  { min = -Infinity, max = Infinity }: Bounds,
  path: Path,
  form: FormBody,
): void {
  if (value < min)
    form.report(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`)
  if (value > max) form.report(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)
}

function checkUrl(value: unknown, field: Field & { kind: 'url' }, path: Path, form: FormBody): void {
  const text = asText(value)
  if (lengthOf(text) > field.max)
    form.report(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${field.max} or fewer in length.`)
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
  if (!scheme || !URL.canParse(text)) form.report(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')
  else if (!field.schemes.includes(scheme)) {
    const known = field.schemes.map(name => `'${name}'`).join(', ')
    const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${known}).`
    form.report(path, 'URL_TYPE_INVALID_SCHEME', message)
  }
}
