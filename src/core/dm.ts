import { emergencyButton } from './emergencyButton.ts'
import { type Action, Reply } from './reply.ts'
import { paragraph } from './text.ts'

const prefix = 'dm '

/** The id of a button: the line it asks, marked where the answer goes to the presser's own direct messages. */
export const buttonId = (action: Extract<Action, { ask: string }>): string =>
  action.dm ? `${prefix}${action.ask}` : action.ask

/** What a pressed button's id asks. */
export const readButton = (id: string): { line: string; dm: boolean } =>
  id.startsWith(prefix) ? { line: id.slice(prefix.length), dm: true } : { line: id, dm: false }

const sent = Reply.parse({
  tone: 'notice',
  title: 'Sent to your direct messages',
  text: [paragraph('It stays there when this one is gone. Nobody else sees it.')],
  actions: [emergencyButton],
})

/**
 * Takes a reply to the direct messages of whoever pressed the button, and says so privately. `send` writes an
 * ordinary message there, since nobody else is in that conversation; where it may not, the reply is shown here again.
 */
export async function deliver(reply: Reply, send: (reply: Reply) => Promise<unknown>): Promise<Reply> {
  try {
    await send({ ...reply, seenBy: 'everyone' })
    return sent
  } catch {
    const refused = paragraph(
      'I may not write to you directly, so here it is again. Your privacy settings decide.',
    )
    return { ...reply, text: [...reply.text, refused] }
  }
}
