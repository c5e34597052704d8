import { emergencyButton } from './emergencyButton.ts'
import { Reply } from './reply.ts'
import { paragraph } from './text.ts'

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
