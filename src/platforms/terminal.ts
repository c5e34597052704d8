import { plainWithActions } from '../core/plain.ts'
import type { Reply } from '../core/reply.ts'

/** A reply on a terminal: plain text, with the lines that its buttons would type. */
export const render = (reply: Reply): string => `${plainWithActions(reply)}\n`
