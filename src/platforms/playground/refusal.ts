import type { IncomingMessage } from 'node:http'

/** A request that is not served: the status and one sentence for whoever sent it. */
export class Refusal extends Error {
  status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/**
 * Only this machine's own page may ask. A page elsewhere can make a browser send requests here: under a name that it
 * points at 127.0.0.1 (DNS rebinding; the Host header shows it) or as a cross-site POST (the Origin header shows it).
 */
export function admit(request: IncomingMessage, port: number): void {
  const own = ['127.0.0.1', 'localhost'].map(name => `${name}:${port}`)
  const { host = '', origin } = request.headers
  if (!own.includes(port === 80 ? `${host}:80` : host))
    throw new Refusal(403, `The playground answers only at http://127.0.0.1:${port}.`)
  if (request.method === 'POST' && origin !== undefined && origin !== `http://${host}`)
    throw new Refusal(403, 'The playground answers only its own page.')
}

/** Room for the longest file, whatever its characters. */
const most = 2 ** 21

/** Reads a JSON body of at most 2 MB. */
export async function body(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > most) throw new Refusal(413, 'That is too long: the playground reads at most 2 MB.')
    chunks.push(chunk)
  }
  const read = parse(Buffer.concat(chunks).toString('utf8'))
  if (!read || typeof read !== 'object' || Array.isArray(read))
    throw new Refusal(400, 'The body must be one JSON object.')
  return read as Record<string, unknown>
}

function parse(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    throw new Refusal(400, 'The body is not JSON.')
  }
}
