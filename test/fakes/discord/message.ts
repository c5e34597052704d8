/** Judges a message body by the tables of rules.ts, and gives the message Discord would store. */

import { COMPONENT_ID, COMPONENTS, TOP_LEVEL } from './components.ts'
import { checkField, checkFields } from './fields.ts'
import { asList, asNumber, asObject, asText, componentsOf, isObject, type Json } from './json.ts'
import type { Draft } from './message-checks.ts'
import { FormBody, type Path, refuse } from './refusal.ts'
import { FLAGS, MESSAGE_FIELDS, MESSAGE_RULES, SETTABLE_FLAGS } from './rules.ts'
import { judgeAttachments, namesOf, type Upload } from './uploads.ts'

export type Use = keyof typeof SETTABLE_FLAGS

/**
 * Throws what Discord would answer. `existing` is the message being edited: an edit is judged by its result,
 * and IS_COMPONENTS_V2, once set, cannot be removed (message resource, "Edit Message").
 */
export function judge(body: Json, use: Use, files: readonly Upload[], path: Path, existing?: Json): void {
  const form = new FormBody()
  const flags = asNumber(body.flags)
  const stray = flags & ~SETTABLE_FLAGS[use]
  if (stray) form.report([...path, 'flags'], 'MESSAGE_FLAGS_INVALID', `Flags ${stray} cannot be set here.`)
  const result: Json = { ...existing, ...body }
  const v2 = Boolean((flags | asNumber(existing?.flags)) & FLAGS.IS_COMPONENTS_V2)
  const draft: Draft = { body: result, v2, files: [...namesOf(body, files), ...keptFiles(body, existing)] }

  checkFields(MESSAGE_FIELDS, body, path, form)
  if (body.components !== undefined && body.components !== null) {
    const top = v2 ? TOP_LEVEL.v2 : TOP_LEVEL.legacy
    checkChildren(body.components, { min: 0, ...top }, [...path, 'components'], form)
  }
  judgeAttachments(body, files, existing, path, form)
  for (const rule of MESSAGE_RULES) rule.check(draft, path, form)
  form.throwIfInvalid()
  if (use !== 'defer' && isEmpty(draft)) throw refuse.emptyMessage()
}

/** An edit keeps the attachments it lists, or all when it lists none. */
const keptFiles = (body: Json, existing?: Json): string[] =>
  asList(body.attachments ?? existing?.attachments).map(file => asText(asObject(file).filename))

function isEmpty({ body, v2, files }: Draft): boolean {
  const listed = (field: string) => asList(body[field]).length > 0
  if (v2) return !listed('components')
  return (
    !asText(body.content).trim() &&
    !listed('embeds') &&
    !listed('components') &&
    files.length === 0 &&
    !body.poll &&
    !listed('sticker_ids')
  )
}

type Children = { min: number; max: number; of: readonly number[] }

function checkChildren(value: unknown, { min, max, of }: Children, path: Path, form: FormBody): void {
  checkField({ kind: 'list', min, max, required: true }, value, path, form)
  for (const [at, child] of asList(value).entries()) checkComponent(child, of, [...path, at], form)
}

function checkComponent(value: unknown, of: readonly number[], path: Path, form: FormBody): void {
  if (!isObject(value)) {
    form.report(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
    return
  }
  const rule = COMPONENTS[asNumber(value.type)]
  if (!rule || !of.includes(asNumber(value.type))) {
    form.report(
      [...path, 'type'],
      'UNION_TYPE_CHOICES',
      `Value of field "type" must be one of (${of.join(', ')}).`,
    )
    return
  }
  checkFields({ id: COMPONENT_ID, ...rule.fields }, value, path, form)
  if (rule.children) checkChildren(value.components, rule.children, [...path, 'components'], form)
  const at = [...path, 'accessory']
  if (rule.accessory && value.accessory) checkComponent(value.accessory, rule.accessory, at, form)
  else if (rule.accessory) form.report(at, 'BASE_TYPE_REQUIRED', 'This field is required')
  rule.also?.(value, path, form)
}

/** Components as Discord stores them: each gets an `id`, counted up past those the author chose. */
export function numbered(components: unknown): Json[] {
  const copy = structuredClone(asList(components)) as Json[]
  const all = componentsOf({ components: copy })
  const taken = new Set(all.map(component => component.id))
  let next = 1
  for (const component of all) {
    if (component.id) continue
    while (taken.has(next)) next++
    component.id = next++
  }
  return copy
}
