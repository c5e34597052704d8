import { StoreFault } from '../core/storeFault.ts'

/**
 * The same port; a call that fails because of the file says in words that may be shown what did not happen and why.
 * Anything else that goes wrong is a fault of ours and stays as it is.
 *
 * @param reads the calls that change nothing
 */
export function worded<Port extends object>(port: Port, reads: readonly (keyof Port)[]): Port {
  const calls = Object.entries(port).map(([name, call]) => {
    if (typeof call !== 'function') return [name, call]
    const what = reads.includes(name as keyof Port) ? 'It could not be read' : 'It was not saved'
    return [
      name,
      async (...given: unknown[]) => {
        try {
          return await call(...given)
        } catch (error) {
          const why = error instanceof StoreFault ? undefined : whyOf(error)
          throw why ? new StoreFault(what, why, error) : error
        }
      },
    ]
  })
  return Object.fromEntries(calls)
}

/** SQLite's primary result codes (https://sqlite.org/rescode.html), for somebody who does not run the bot. */
const whys: Record<number, string> = {
  3: 'the data file may not be written',
  5: 'another program holds the data file',
  6: 'another program holds the data file',
  8: 'the data file may not be written',
  10: 'the disk reports an error',
  11: 'the data file is damaged',
  13: 'the disk is full',
  14: 'the data file cannot be opened',
  26: 'the data file is damaged',
}

/** Why the file could not be used; nothing for an error that has another reason. keyv hands on what it caught. */
function whyOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { errcode } = at as { errcode?: number }
    if (errcode !== undefined) return whys[errcode & 0xff]
  }
  return undefined
}
