/**
 * Discord's own OpenAPI description as a second judge of request bodies. The file (1.2 MB) is not part of the
 * repository: it is looked for beside it, and where it is absent there is simply no second judge.
 * Source: https://github.com/discord/discord-api-spec (specs/openapi.json).
 */
import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { asObject, type Json } from './json.ts'
import type { Violation } from './refusal.ts'

const FILE = new URL('../../../../shared/conformance/discord-openapi.json', import.meta.url)

type Operation = { segments: string[]; validate: () => ValidateFunction }
let operations: Map<string, Operation[]> | undefined

/** Breaches of the documented request schema; undefined when there is no description, or no body, to hold it to. */
export function schemaViolations(method: string, path: string, body: unknown): Violation[] | undefined {
  operations ??= load()
  const segments = path.split('/')
  const operation = operations?.get(method)?.find(candidate => matches(candidate.segments, segments))
  if (!operation) return undefined
  const validate = operation.validate()
  if (validate(body)) return []
  const errors = validate.errors ?? []
  const deepest = Math.max(...errors.map(error => error.instancePath.length))
  return errors
    .filter(error => error.instancePath.length === deepest)
    .map(error => ({
      path: error.instancePath.split('/').slice(1),
      code: 'OPENAPI_SCHEMA',
      message: `${error.message} ${JSON.stringify(error.params)}`,
    }))
}

const matches = (template: string[], segments: string[]) =>
  template.length === segments.length &&
  template.every((part, at) => part.startsWith('{') || part === segments[at])

function load(): Map<string, Operation[]> | undefined {
  if (!existsSync(FILE)) return undefined
  const document = JSON.parse(readFileSync(FILE, 'utf8'), lenient) as { paths: Record<string, Json> }
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, validateSchema: false })
  ajv.addSchema(document, 'discord')
  const found = new Map<string, Operation[]>()
  // Literal segments before placeholders, so that /messages/@original is not taken for a message id.
  for (const path of Object.keys(document.paths).toSorted(
    (a, b) => a.split('{').length - b.split('{').length,
  )) {
    for (const method of Object.keys(asObject(document.paths[path]))) {
      const schema = `#/paths/${escaped(path)}/${method}/requestBody/content/application~1json/schema`
      if (!has(document, schema)) continue
      let compiled: ValidateFunction | undefined
      const validate = () => (compiled ??= ajv.compile({ $ref: `discord${encodeURI(schema)}` }))
      const key = method.toUpperCase()
      found.set(key, [...(found.get(key) ?? []), { segments: path.split('/'), validate }])
    }
  }
  return found
}

const escaped = (path: string) => path.replaceAll('~', '~0').replaceAll('/', '~1')

const has = (document: unknown, pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (node, step) => asObject(node)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    ) !== undefined

/** The description calls permissions an integer; Discord takes, and documents, a string as well. */
const lenient = (key: string, value: unknown) =>
  key === 'default_member_permissions' && asObject(value).type
    ? { type: ['integer', 'string', 'null'] }
    : value
