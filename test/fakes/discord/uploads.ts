/**
 * Files beside a message: multipart/form-data with the JSON in `payload_json`, each file as `files[n]`.
 * Source: https://docs.discord.com/developers/reference#uploading-files
 */
import { asList, asObject, asObjects, asText, type Json } from './json.ts'
import { type FormBody, type Path, Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** `id` is the n of `files[n]`, by which `attachments` in the JSON speaks of it. */
export type Upload = { id: string; name: string; type: string; data: Uint8Array }

/** Bytes a file may have without boosts: …/reference#file-uploads */
const MOST_BYTES = 10 * 1024 * 1024

export async function readForm(raw: Buffer, type: string): Promise<{ payload: string; files: Upload[] }> {
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
  const files: Upload[] = []
  for (const [field, part] of form) {
    const id = /^files\[(\d+)\]$/.exec(field)?.[1]
    if (typeof part === 'string' || id === undefined) continue
    const data = new Uint8Array(await part.arrayBuffer())
    if (data.length > MOST_BYTES) throw new Refusal(413, 40005, 'Request entity too large')
    files.push({ id, name: part.name, type: part.type, data })
  }
  const payload = form.get('payload_json')
  return { payload: typeof payload === 'string' ? payload : '{}', files }
}

const said = (body: Json, { id }: Upload): Json =>
  asObjects(body.attachments).find(one => String(one.id) === id) ?? {}

/** What a file is called in the message: as `attachments` says, else as it was uploaded. */
export const namesOf = (body: Json, files: readonly Upload[]): string[] =>
  files.map(file => asText(said(body, file).filename) || file.name)

/** `attachments` may speak of files that came along and of those the message has already, and of no other. */
export function judgeAttachments(
  body: Json,
  files: readonly Upload[],
  existing: Json | undefined,
  path: Path,
  form: FormBody,
): void {
  const known = [...files.map(({ id }) => id), ...asList(existing?.attachments).map(a => asObject(a).id)]
  for (const [at, { id }] of asObjects(body.attachments).entries())
    if (!known.includes(String(id)))
      form.report([...path, 'attachments', at], 'ATTACHMENT_NOT_FOUND', 'Attachment data not found')
}

/** Attachments as a stored message has them. The bytes stay with the world, for a test to look at. */
export const attachmentsOf = (world: World, body: Json, files: readonly Upload[]): Json[] =>
  files.map((file, at) => {
    const id = world.snowflake()
    const filename = namesOf(body, files)[at]
    const { description } = said(body, file)
    world.bytes.set(id, file.data)
    return {
      id,
      filename,
      size: file.data.length,
      content_type: file.type,
      ...(description === undefined ? {} : { description }),
      url: `https://cdn.discordapp.com/attachments/${filename}`,
      proxy_url: `https://media.discordapp.net/attachments/${filename}`,
    }
  })
