import { InteractionResponseType, MessagePayload, Routes } from 'discord.js'
import type { Reply } from '../../core/reply.ts'
import type { Asking } from './ask.ts'
import type { inItsSpelling } from './voice.ts'

type Said = ReturnType<typeof inItsSpelling>

/** Its bytes; or, with files beside it, what discord.js makes them of. */
const known = new WeakMap<Reply, Map<string, string | Said>>()

/**
 * A first answer that was given before goes out as it is: a reply that core remembers is the same object each time, and
 * frozen. `mark` is what else the message depends on.
 */
export async function sayAgain(interaction: Asking, reply: Reply, mark: string): Promise<boolean> {
  const before = known.get(reply)?.get(mark)
  if (!before || interaction.replied || interaction.deferred) return false
  if (typeof before !== 'string') {
    await interaction.reply(before)
    return true
  }
  const { id, token, client } = interaction
  await client.rest.post(Routes.interactionCallback(id, token), {
    body: before,
    passThroughBody: true,
    headers: { 'content-type': 'application/json' },
    auth: false,
  })
  interaction.replied = true
  interaction.ephemeral = true
  return true
}

/** Keeps an answer as discord.js sends it, unless it is for this once: a chart that could not be drawn now. */
export function keep(interaction: Asking, reply: Reply, mark: string, said: Said): void {
  const isWhole = said.files.length > 0 || !reply.parts.some(part => 'chart' in part)
  if (!Object.isFrozen(reply) || !isWhole) return
  const { body: data } = MessagePayload.create(interaction, said).resolveBody()
  const bytes = JSON.stringify({ type: InteractionResponseType.ChannelMessageWithSource, data })
  known.set(reply, (known.get(reply) ?? new Map()).set(mark, said.files.length > 0 ? said : bytes))
}
