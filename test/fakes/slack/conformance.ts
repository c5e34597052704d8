import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { isObject } from './shape.ts'
import type { Json } from './workspace.ts'

/**
 * Slack's own schemas, where this machine has them (../shared/conformance beside the repository). Without them
 * every function here finds nothing to say, and the rules of this folder judge alone.
 */
const folder = new URL('../../../../shared/conformance/', import.meta.url)

function load(name: string): (Json & { definitions: Record<string, Json> }) | undefined {
  const file = new URL(name, folder)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

const compiled = new Map<string, ValidateFunction | undefined>()

function once(key: string, make: () => ValidateFunction | undefined): ValidateFunction | undefined {
  if (!compiled.has(key)) compiled.set(key, make())
  return compiled.get(key)
}

function newAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  return ajv
}

const describe = (errors: ErrorObject[] | null | undefined, prefix: string): string[] =>
  (errors ?? []).map(error => {
    const extra = error.params.additionalProperty ? `: ${String(error.params.additionalProperty)}` : ''
    return `${error.message ?? error.keyword}${extra} [json-pointer:${prefix}${error.instancePath}]`
  })

/** Whether slack-blocks.schema.json is here, so that a test can say it was skipped. */
export const hasBlockSchema = existsSync(new URL('slack-blocks.schema.json', folder))

const blockSchema = hasBlockSchema ? load('slack-blocks.schema.json') : undefined
// Documented, and not in the types that the schema was made from: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#rich_text_list
const list = blockSchema?.definitions.RichTextList
if (isObject(list?.properties)) list.properties.offset = { type: 'integer', minimum: 0 }
const blockAjv = newAjv()
if (blockSchema) blockAjv.addSchema({ ...blockSchema, $id: 'blocks' })

const definitionByType = new Map(
  Object.entries(blockSchema?.definitions ?? {}).flatMap(([name, definition]) => {
    const type = isObject(definition.properties) ? definition.properties.type : undefined
    return name.endsWith('Block') && isObject(type) && type.const ? [[String(type.const), name] as const] : []
  }),
)

/** Judges one block by the definition its `type` names, which gives readable errors where `anyOf` would not. */
export function checkBlockSchema(block: unknown, index: number): string[] {
  const name = isObject(block) ? definitionByType.get(String(block.type)) : undefined
  if (!name) return []
  const validate = once(name, () => blockAjv.compile({ $ref: `blocks#/definitions/${name}` }))
  return validate?.(block) === false ? describe(validate.errors, `/blocks/${index}`) : []
}

/** Judges an app manifest by the schema of its major version; undefined where the schema is absent. */
export function checkManifestSchema(manifest: Json): string[] | undefined {
  const metadata = manifest._metadata
  const major = isObject(metadata) && metadata.major_version === 2 ? '2.0.0' : '1.0.0'
  const validate = once(`manifest ${major}`, () => {
    const schema = load(`slack-manifest.schema.${major}.json`)
    return schema && newAjv().compile(schema)
  })
  if (!validate) return undefined
  return validate(manifest) ? [] : describe(validate.errors, '')
}
