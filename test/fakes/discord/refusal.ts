/**
 * What Discord answers when it refuses a request: an HTTP status, a JSON error code and, for a bad body,
 * a tree of errors that mirrors the body. Source: https://docs.discord.com/developers/reference#error-messages
 */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly errors: object | undefined

  constructor(status: number, code: number, message: string, errors?: object) {
    super(message)
    this.status = status
    this.code = code
    this.errors = errors
  }

  record({ method, path }: { method: string; path: string }): RefusalRecord {
    return { route: `${method} ${path}`, status: this.status, ...this.toJSON() }
  }

  toJSON() {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) }
  }
}

/** JSON error codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const refuse = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  notFound: () => new Refusal(404, 0, '404: Not Found'),
  unknownChannel: () => new Refusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, 10004, 'Unknown Guild'),
  unknownMember: () => new Refusal(404, 10007, 'Unknown Member'),
  unknownMessage: () => new Refusal(404, 10008, 'Unknown Message'),
  unknownUser: () => new Refusal(404, 10013, 'Unknown User'),
  unknownWebhook: () => new Refusal(404, 10015, 'Unknown Webhook'),
  unknownEvent: () => new Refusal(404, 10070, 'Unknown Guild Scheduled Event'),
  unknownInteraction: () => new Refusal(404, 10062, 'Unknown interaction'),
  notYourApplication: () =>
    new Refusal(403, 20012, 'You are not authorized to perform this action on this application'),
  tooManyEvents: () =>
    new Refusal(400, 30038, 'Maximum number of uncompleted guild scheduled events reached (100)'),
  alreadyAcknowledged: () => new Refusal(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new Refusal(403, 50001, 'Missing Access'),
  notYourMessage: () => new Refusal(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new Refusal(400, 50006, 'Cannot send an empty message'),
  missingPermissions: () => new Refusal(403, 50013, 'Missing Permissions'),
  wrongChannelType: () => new Refusal(400, 50024, 'Cannot execute action on this channel type'),
  threadExists: () => new Refusal(400, 160004, 'A thread has already been created for this message'),
  invalidWebhookToken: () => new Refusal(401, 50027, 'Invalid Webhook Token'),
  notAnObject: () => new Refusal(400, 50109, 'The request body contains invalid JSON.'),
  contentType: () =>
    new Refusal(400, 50035, 'Invalid Form Body', {
      _errors: [
        {
          code: 'CONTENT_TYPE_INVALID',
          message: 'Expected "Content-Type" header to be one of application/json, multipart/form-data.',
        },
      ],
    }),
}

/** A refusal as a test reads it back. */
export type RefusalRecord = { route: string; status: number; code: number; message: string; errors?: object }

export type Path = readonly (string | number)[]

/** One thing wrong with a body, at the place it is wrong. */
export type Violation = { path: Path; code: string; message: string }

/** Collects every violation of a body, because Discord reports them together, and throws them as one 50035. */
export class FormBody {
  readonly violations: Violation[] = []

  report(path: Path, code: string, message: string): void {
    this.violations.push({ path, code, message })
  }

  throwIfInvalid(): void {
    if (this.violations.length === 0) return
    const errors: Record<string, unknown> = {}
    for (const { path, code, message } of this.violations) {
      let node = errors
      for (const step of path) {
        node[step] ??= {}
        node = node[step] as Record<string, unknown>
      }
      node._errors = [...((node._errors as object[] | undefined) ?? []), { code, message }]
    }
    throw new Refusal(400, 50035, 'Invalid Form Body', errors)
  }
}
