import { pino } from 'pino'

const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime })

/** What may be written about an error: never its message, which can hold a token, an address or what somebody asked. */
export function traceOf(error: unknown) {
  const { name, code, status, stack } = (error ?? {}) as {
    name?: string
    code?: unknown
    status?: unknown
    stack?: string
  }
  const ours = stack
    ?.split('\n')
    .find(line => /\/(src|commands)\//.test(line) && !line.includes('node_modules'))
  const at = ours && /((?:src|commands)\/[^\s:)]+:\d+)/.exec(ours)?.[1]
  return {
    name,
    ...(typeof code !== 'object' && { code }),
    ...(typeof status === 'number' && { status }),
    at,
  }
}

/** Notes that something went wrong, and where: a command's name, an edge of a platform, a reminder's id. */
export const report = (where: string, error?: unknown, about: Record<string, unknown> = {}): void =>
  log.error({ where, ...about, ...(error !== undefined && traceOf(error)) }, 'failed')
