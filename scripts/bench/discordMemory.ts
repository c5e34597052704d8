import { World } from '../../test/fakes/discord/world.ts'
import { at, contestants, end, launch, type Name, say } from './discordPair.ts'
import { discordServer } from './discordServer.ts'

const servers = 10_000

/** A bot's memory once it knows all its servers, in bytes: all that it holds of the machine's, after a collection. */
async function memory(which: Name): Promise<number> {
  const wide = new World()
  for (let n = 0; n < servers; n++) {
    const id = `1${String(n).padStart(17, '0')}`
    const channels = Array.from({ length: 15 }, (_, at) => ({ id: `2${id}${at}`, name: `channel-${at}` }))
    const roles = Array.from({ length: 8 }, (_, at) => ({ id: `3${id}${at}`, name: `role-${at}` }))
    wide.addGuild({ id, channels, roles })
  }
  const server = await discordServer(wide)
  const child = await launch(which, server.url)
  const measured = new Promise<NodeJS.MemoryUsage>(resolve => child.once('message', resolve))
  child.send('measure')
  const { rss } = await measured
  await end([child])
  server.stop()
  return rss
}

export async function benchMemory(): Promise<void> {
  const bytes: Record<Name, number[]> = { ours: [], bare: [] }
  for (let round = 0; round < 3; round++) for (const name of contestants) bytes[name].push(await memory(name))
  const [ours, bare] = contestants.map(name => at(bytes[name], 0.5))
  const megabytes = [ours!, bare!].map(value => `${Math.round(value / 2 ** 20)} MB`).join(' to ')
  say(`Discord, memory with ${servers} servers: ${(ours! / bare!).toFixed(2)}× (${megabytes})`)
}
