import { isObject } from './shape.ts'
import { SlackError } from './slackError.ts'
import type { Json, Workspace } from './workspace.ts'

/** A file on its way to Slack: an address is asked for, bytes go there, and it is completed. */
export interface HeldFile {
  id: string
  filename: string
  altText?: string
  length: number
  bytes?: Buffer
  complete: boolean
}

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
export function uploadAddress(workspace: Workspace, args: Json): Json {
  const length = Number(args.length)
  if (!args.filename || !(length > 0)) throw new SlackError('invalid_arguments', 'filename and length')
  if (String(args.alt_text ?? '').length > 1000) throw new SlackError('alt_txt_too_large')
  const id = `F0FAKE${String(workspace.files.size + 1).padStart(4, '0')}`
  const altText = args.alt_text === undefined ? {} : { altText: String(args.alt_text) }
  workspace.files.set(id, { id, filename: String(args.filename), length, complete: false, ...altText })
  return { upload_url: workspace.uploadUrl(id), file_id: id }
}

/** What was sent to the address: a form with one file in it. */
export function received(workspace: Workspace, id: string, raw: Buffer): boolean {
  const file = workspace.files.get(id)
  const start = raw.indexOf('\r\n\r\n') + 4
  const end = raw.lastIndexOf('\r\n--')
  if (!file || start < 4 || end - start !== file.length) return false
  file.bytes = raw.subarray(start, end)
  return true
}

/** https://docs.slack.dev/reference/methods/files.completeUploadExternal */
export function completeUpload(workspace: Workspace, args: Json): Json {
  const wanted: unknown = typeof args.files === 'string' ? JSON.parse(args.files) : args.files
  const files = (Array.isArray(wanted) ? wanted : []).filter(isObject).map(({ id, title }) => {
    const file = workspace.files.get(String(id))
    if (!file?.bytes) throw new SlackError('file_not_found', String(id))
    file.complete = true
    return { id, title }
  })
  return { files }
}

/** A message may show a file that is there. https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object */
export function checkFiles(workspace: Workspace, blocks: Json[]): void {
  for (const [at, { slack_file: shown }] of blocks.entries())
    if (isObject(shown) && !workspace.files.get(String(shown.id))?.complete)
      throw new SlackError('invalid_blocks', `invalid slack file [json-pointer:/blocks/${at}/slack_file]`)
}
