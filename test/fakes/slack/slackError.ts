import type { Json } from './workspace.ts'

/** An `ok: false` answer. */
export class SlackError extends Error {
  readonly error: string
  readonly detail: string
  readonly extra: Json
  constructor(error: string, detail = '', extra: Json = {}) {
    super(`${error}: ${detail}`)
    this.error = error
    this.detail = detail
    this.extra = extra
  }
}
