import { emergencyButton } from '../../core/emergencyButton.ts'
import { limits, Reply } from '../../core/reply.ts'
import { paragraph } from '../../core/text.ts'

const mostBytes = limits.file
const patience = 10_000

export type Downloaded = { text: string } | { wrong: string }

/**
 * The text of a file that somebody attached to a command. Only from Discord's own server for files
 * (https://docs.discord.com/developers/reference#cdn-data), or the one that the operator set in its place: an address
 * in a message is no reason to open it.
 */
export async function download(address: string, apiUrl: string | undefined): Promise<Downloaded> {
  if (!isFromDiscord(address, apiUrl))
    return { wrong: 'It does not come from Discord’s own server for files.' }
  try {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(patience) })
    if (!answer.ok || !answer.body) return { wrong: 'Discord did not hand it over. Attach it again.' }
    const tooLong = Number(answer.headers.get('content-length')) > mostBytes
    if (tooLong) await answer.body.cancel()
    const bytes = tooLong ? undefined : await bounded(answer.body)
    if (!bytes) return { wrong: `It is too large: at most ${mostBytes} bytes are read.` }
    return textOf(bytes)
  } catch {
    return { wrong: 'It could not be fetched from Discord in time. Attach it again.' }
  }
}

function isFromDiscord(address: string, apiUrl: string | undefined): boolean {
  const { protocol, host } = new URL(address)
  if (protocol === 'https:' && host === 'cdn.discordapp.com') return true
  if (apiUrl === undefined) return false
  const own = new URL(apiUrl)
  return protocol === own.protocol && host === own.host
}

/** A length that the server tells can be wrong or missing; what arrives is counted. */
async function bounded(body: ReadableStream<Uint8Array>): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size > mostBytes) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function textOf(bytes: Buffer): Downloaded {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { wrong: 'It is not plain text (UTF-8).' }
  }
}

/** What whoever attached it is told, and nobody else. */
export const unreadable = (wrong: string): Reply =>
  Reply.parse({
    tone: 'problem',
    title: 'I could not read that file',
    text: [paragraph(`${wrong} Nothing was changed.`)],
    actions: [emergencyButton],
  })
