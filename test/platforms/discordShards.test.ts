import { afterEach, describe, expect, it, vi } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { botThat } from './botThat.ts'
import { startDiscord } from './startDiscord.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })

/** The id of a server that a shard of four hears of. */
const guildOn = (shard: number) => String(BigInt(shard + 4) << 22n)
const guilds = [0, 1, 2, 3].map(shard => ({
  id: guildOn(shard),
  channels: [{ id: `20${shard}`, name: 'general' }],
}))
const all = guilds.map(({ id }) => `discord:${id}`)

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function start(wanted: Parameters<typeof startDiscord>[1]) {
  const present = vi.fn(async (_platform: string, _here: readonly string[]) => {})
  const left = vi.fn(async () => {})
  const answer = vi.fn(async () => reply)
  const started = await startDiscord(botThat({ present, left, answer }), { guilds, ...wanted })
  stops.push(started.stop)
  const named = () => present.mock.calls.map(([, here]) => here.toSorted())
  return { ...started, named, left, answer }
}

describe('Discord over several shards', () => {
  it.each([4, 'auto'] as const)('(%s) answers and posts in the servers of each', async shards => {
    const { fake, platform, answer } = await start({ shards, recommended: 4 })
    expect(fake.gateway.identifies.map(({ shard }) => shard).sort()).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
    ])
    for (const [n, { id }] of guilds.entries()) {
      expect((await fake.command({ name: 'film', guild: id })).failed).toBe(false)
      const due = Temporal.Now.instant()
      const occurrence = { reminder: 'a1b2c3d4', slot: `2026-11-23T09:0${n}`, due }
      const place = { community: `discord:${id}` as const, channel: `20${n}` }
      expect(await platform.check(place)).toEqual([])
      expect(await platform.post(place, { ...reply, seenBy: 'everyone' }, occurrence)).toMatchObject({
        result: 'posted',
      })
    }
    expect(answer).toHaveBeenCalledTimes(4)
  })

  it('tells the bot of all servers at once, and only when every shard has named its own', async () => {
    const { named } = await start({ shards: 4 })
    expect(named()).toEqual([all.toSorted()])
  })

  it('names them again every day, since one connection may last for weeks', async () => {
    const timers = vi.spyOn(globalThis, 'setInterval')
    const { named } = await start({ shards: 4 })
    const daily = timers.mock.calls.filter(([, ms]) => ms === 86_400_000)
    timers.mockRestore()
    expect(daily).toHaveLength(1)
    ;(daily[0]![0] as () => void)()
    expect(named()).toEqual([all.toSorted(), all.toSorted()])
  })

  it('leaves out a server that removed the bot while its shard was away, and no other', async () => {
    const { fake, named, left } = await start({ shards: 4 })
    fake.addGuild({ id: String(BigInt(1 + 8) << 22n) })
    fake.invalidSession()
    fake.removeGuild(guildOn(0))
    await vi.waitFor(() => expect(named()).toHaveLength(2), 10_000)
    expect(named()[1]).toEqual([...all.slice(1), `discord:${BigInt(9) << 22n}`].toSorted())
    expect(left).not.toHaveBeenCalled()
  })

  it('needs none for a bot of a few servers', async () => {
    const tell = vi.fn()
    const { fake, named } = await start({ tell })
    expect(fake.gateway.identifies).toHaveLength(1)
    expect(named()).toEqual([all.toSorted()])
    expect(tell).not.toHaveBeenCalled()
  })

  it('is what a bot of many servers is told to configure', async () => {
    const tell = vi.fn()
    await start({ tell, recommended: 3 })
    expect(tell.mock.calls).toEqual([
      [expect.objectContaining({ message: expect.stringContaining('Set DISCORD_SHARDS=auto') }), false],
    ])
  })

  it('is what Discord insists on at last: a sentence says what to do', async () => {
    const tell = vi.fn()
    const { fake } = await start({ tell })
    fake.gateway.refuseUnsharded = true
    fake.drop(4011)
    await vi.waitFor(() => expect(tell).toHaveBeenCalled(), 10_000)
    expect(tell.mock.calls).toEqual([
      [expect.objectContaining({ message: expect.stringContaining('2,500 servers') }), true],
    ])
  })

  it('is set by a number or by "auto", and by nothing else', () => {
    const shards = (DISCORD_SHARDS: string) =>
      readConfig({ DISCORD_TOKEN: 't', DISCORD_SHARDS }, '/nowhere').discord?.shards
    expect([shards('3'), shards('auto'), shards('')]).toEqual([3, 'auto', undefined])
    for (const wrong of ['0', '-1', '1.5', 'many'])
      expect(() => shards(wrong)).toThrow('DISCORD_SHARDS must be a whole number from 1 to 1000, or auto')
  })
})
