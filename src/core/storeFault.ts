/**
 * The store could not do what it was asked, and changed nothing. The message is fit to be shown to a moderator: what
 * did not happen and why, never a path, a statement or a value. `code` is the reason alone, for the log.
 */
export class StoreFault extends Error {
  override name = 'StoreFault'
  readonly code: string

  constructor(what: 'It was not saved' | 'It could not be read', why: string, cause?: unknown) {
    super(`${what}: ${why}`, { cause })
    this.code = why
  }
}
