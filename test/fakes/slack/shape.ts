import type { Limit } from './rules.ts'
import type { Json } from './workspace.ts'

/** What a check learns: errors in Slack's own words, and the strings that would be shown. */
export interface Found {
  /** As in `response_metadata.messages`, without the `[ERROR] `. */
  errors: string[]
  blockIds: Set<string>
  actionIds: Set<string>
  /** Strings Slack would parse for control sequences. */
  mrkdwn: string[]
  /** Mentions carried by rich text elements rather than by markup. */
  pings: string[]
  /** Characters of shown text, for the whole-message limit. */
  characters: number
}

export type Check = (value: unknown, at: string, found: Found) => void

export function fail(found: Found, message: string, at: string): void {
  found.errors.push(`${message} [json-pointer:${at}]`)
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function string(limit: Limit, pattern?: { regex: RegExp; message: string }): Check {
  return (value, at, found) => {
    if (typeof value !== 'string') return fail(found, 'must provide a string', at)
    if (value.length < limit.min) fail(found, `must be more than ${limit.min - 1} characters`, at)
    if (value.length > limit.max) fail(found, `must be less than ${limit.max + 1} characters`, at)
    if (pattern && !pattern.regex.test(value)) fail(found, pattern.message, at)
  }
}

export const url = (limit: Limit): Check =>
  string(limit, { regex: /^https?:\/\/[^\s]+$/, message: 'must be a valid URL' })

export const boolean: Check = (value, at, found) => {
  if (typeof value !== 'boolean') fail(found, 'must provide a boolean', at)
}

export const oneOf =
  (...values: unknown[]): Check =>
  (value, at, found) => {
    if (!values.includes(value)) fail(found, `must be one of ${values.join(', ')}`, at)
  }

export const anything: Check = () => {}

export function list(limit: Limit, item: Check): Check {
  return (value, at, found) => {
    if (!Array.isArray(value)) return fail(found, 'must be an array', at)
    if (value.length < limit.min) fail(found, `no fewer than ${limit.min} items allowed`, at)
    if (value.length > limit.max) fail(found, `no more than ${limit.max} items allowed`, at)
    value.forEach((entry, index) => {
      item(entry, `${at}/${index}`, found)
    })
  }
}

/** An object with exactly these fields; `type` is always known. Slack refuses fields it does not know. */
export function object(fields: {
  required?: Record<string, Check>
  optional?: Record<string, Check>
}): Check {
  const known: Record<string, Check> = { type: anything, ...fields.required, ...fields.optional }
  return (value, at, found) => {
    if (!isObject(value)) return fail(found, 'must provide an object', at)
    for (const name of Object.keys(fields.required ?? {}))
      if (value[name] === undefined) fail(found, `missing required field: ${name}`, at)
    for (const [name, inner] of Object.entries(value)) {
      if (inner === undefined) continue
      const check = Object.hasOwn(known, name) ? known[name] : undefined
      if (check) check(inner, `${at}/${name}`, found)
      else fail(found, `invalid additional property: ${name}`, at)
    }
  }
}

/** Dispatches on `type`, the way every Block Kit object does. */
export function typed(shapes: Record<string, Check>): Check {
  return (value, at, found) => {
    if (!isObject(value)) return fail(found, 'must provide an object', at)
    const shape = Object.hasOwn(shapes, String(value.type)) ? shapes[String(value.type)] : undefined
    if (shape) shape(value, at, found)
    else fail(found, `unsupported type: ${String(value.type)}`, `${at}/type`)
  }
}

/** A check followed by another, for rules between fields. */
export function also(check: Check, rule: (value: Json, at: string, found: Found) => void): Check {
  return (value, at, found) => {
    check(value, at, found)
    if (isObject(value)) rule(value, at, found)
  }
}
