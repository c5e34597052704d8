import type { Client } from 'discord.js'

/** A connection of @discordjs/ws, as far as it is used here. */
export type Inside = {
  connection: { terminate?(): void } | null
  internalConnect(): Promise<void>
}

/** discord.js 14 gives no public way to its connections; tests of the real thing notice should it change. */
export const connectionsOf = (client: Client): ReadonlyMap<number, Inside> =>
  (client.ws as unknown as { _ws?: { strategy?: { shards?: Map<number, Inside> } } | null })._ws?.strategy
    ?.shards ?? new Map()
