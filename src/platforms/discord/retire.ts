import { type Client, Events } from 'discord.js'
import { connectionsOf } from './inside.ts'

/** A peer that is silent gets so long to say goodbye. */
const farewell = 1000

/**
 * Ends a client for good. One that was just about to reconnect would do so although destroyed, and hold a second
 * session with Discord for ever: what it does after its half second of rest is taken from it first.
 */
export async function retire(client: Client): Promise<void> {
  client.removeAllListeners()
  client.on(Events.Error, () => {})
  for (const one of connectionsOf(client).values()) {
    one.internalConnect = async () => {}
    const { connection } = one
    setTimeout(() => connection?.terminate?.(), farewell).unref()
  }
  await client.destroy()
}
