import { type Client, CloseCodes, Events } from 'discord.js'
import { connectionsOf } from './inside.ts'

/** discord.js rests for half a second before a reconnect that `destroy` cannot call off. */
const reconnectsWithin = 1000

/**
 * Ends a client for good. One that was just about to reconnect would do so although destroyed, and hold a second
 * session with Discord for ever: such a connection is ended once more.
 */
export async function retire(client: Client): Promise<void> {
  const connections = [...connectionsOf(client).values()]
  client.removeAllListeners()
  client.on(Events.Error, () => {})
  for (const { connection } of connections)
    setTimeout(() => connection?.terminate?.(), reconnectsWithin).unref()
  await client.destroy()
  const again = () =>
    connections.map(one => one.destroy({ code: CloseCodes.Normal, reason: 'Retired' }).catch(() => {}))
  setTimeout(again, reconnectsWithin).unref()
}
