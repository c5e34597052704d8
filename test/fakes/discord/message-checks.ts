/** Checks of a message as a whole. Each is named in rules.ts beside its source. */
import { duplicates, has } from './component-checks.ts'
import { asList, asObject, asObjects, asText, componentsOf, type Json, lengthOf } from './json.ts'
import { type FormBody, type Path, Refusal } from './refusal.ts'

/** A message as it would be after the request, with the names of the files it carries. */
export type Draft = { body: Json; v2: boolean; files: readonly string[] }
export type MessageRule = {
  name: string
  source: string
  check: (draft: Draft, path: Path, form: FormBody) => void
}

export function noLegacyFields({ body, v2 }: Draft, path: Path, form: FormBody): void {
  if (!v2) return
  for (const field of ['content', 'embeds', 'poll', 'sticker_ids', 'shared_client_theme']) {
    const value = body[field]
    if (!has(value) || value === '' || (Array.isArray(value) && value.length === 0)) continue
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
    form.report([...path, field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message)
  }
}

export function totalComponents({ body }: Draft, path: Path, form: FormBody): void {
  if (componentsOf(body).length <= 40) return
  const message = 'Total number of components cannot exceed 40'
  form.report([...path, 'components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message)
}

const displays = (body: Json) => componentsOf(body).filter(component => component.type === 10)

export function displayableText({ body }: Draft, path: Path, form: FormBody): void {
  const total = displays(body).reduce((sum, display) => sum + lengthOf(asText(display.content)), 0)
  if (total <= 4000) return
  const message = 'Components displayable text size exceeds maximum size of 4000'
  form.report([...path, 'components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message)
}

/** Undocumented, measured by its reporter: UTF-8 bytes + 12 a display ≤ 10170, else the server answers 500. */
export function processedSize({ body, v2 }: Draft, _path: Path, form: FormBody): void {
  if (!v2 || form.violations.length > 0) return
  const texts = displays(body).map(display => asText(display.content))
  const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0)
  if (size > 10170) throw new Refusal(500, 0, '500: Internal Server Error')
}

export function customIdsUnique({ body }: Draft, path: Path, form: FormBody): void {
  if (duplicates(componentsOf(body).map(component => component.custom_id)).length === 0) return
  form.report(
    [...path, 'components'],
    'COMPONENT_CUSTOM_ID_DUPLICATED',
    'Component custom id cannot be duplicated',
  )
}

/** An `id` of 0 counts as absent. */
export function idsUnique({ body }: Draft, path: Path, form: FormBody): void {
  if (duplicates(componentsOf(body).map(component => component.id || undefined)).length === 0) return
  form.report([...path, 'components'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated')
}

export function referencedAttachments({ body, files }: Draft, path: Path, form: FormBody): void {
  const items = componentsOf(body).flatMap(c => [
    c.media,
    c.file,
    ...asObjects(c.items).map(item => item.media),
  ])
  const pictures = asObjects(body.embeds).flatMap(embed => [embed.image, embed.thumbnail])
  for (const item of [...items, ...pictures]) {
    const name = /^attachment:\/\/(.*)$/.exec(asText(asObject(item).url))?.[1]
    if (name === undefined || files.includes(name)) continue
    const message = `The attachment ${name} is not part of the message`
    form.report([...path, 'components'], 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message)
  }
}

export function embedTotal({ body }: Draft, path: Path, form: FormBody): void {
  const textsOf = (embed: Json) => [
    embed.title,
    embed.description,
    asObject(embed.footer).text,
    asObject(embed.author).name,
    ...asObjects(embed.fields).flatMap(field => [field.name, field.value]),
  ]
  const total = asObjects(body.embeds)
    .flatMap(textsOf)
    .reduce<number>((sum, text) => sum + lengthOf(asText(text).trim()), 0)
  if (total > 6000)
    form.report([...path, 'embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000')
}

export function mentionsExclusive({ body }: Draft, path: Path, form: FormBody): void {
  const allowed = asObject(body.allowed_mentions)
  for (const type of ['users', 'roles']) {
    if (!asList(allowed.parse).includes(type) || asList(allowed[type]).length === 0) continue
    const message = `parse:["${type}"] and ${type}: [ids...] are mutually exclusive.`
    form.report([...path, 'allowed_mentions'], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message)
  }
}
