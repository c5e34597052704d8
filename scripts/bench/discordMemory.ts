import { setTimeout as wait } from 'node:timers/promises'
import { World } from '../../test/fakes/discord/world.ts'
import { at, contestants, end, launch, type Name, say } from './discordPair.ts'
import { discordServer } from './discordServer.ts'

const servers = 10_000

/** V8 gives what a collection has freed back to the machine some seconds later, and not always after the first one. */
const collections = { count: 7, apartMs: 8000 }

/** A bot's memory once it knows all its servers and has come to rest, in bytes: all that it holds of the machine's. */
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
  let least = Infinity
  for (let n = 0; n < collections.count; n++) {
    if (n > 0) await wait(collections.apartMs)
    const measured = new Promise<NodeJS.MemoryUsage>(resolve => child.once('message', resolve))
    child.send('measure')
    least = Math.min(least, (await measured).rss)
  }
  await end([child])
  server.stop()
  return least
}

export async function benchMemory(): Promise<void> {
  const bytes: Record<Name, number[]> = { ours: [], bare: [] }
  for (let round = 0; round < 3; round++) for (const name of contestants) bytes[name].push(await memory(name))
  const [ours, bare] = contestants.map(name => at(bytes[name], 0.5))
  const megabytes = [ours!, bare!].map(value => `${Math.round(value / 2 ** 20)} MB`).join(' to ')
  say(`Discord, memory with ${servers} servers: ${(ours! / bare!).toFixed(2)}× (${megabytes})`)
}
