import { expect, it } from 'vitest'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { botThat } from './botThat.ts'
import { startDiscord } from './startDiscord.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })

/** The same numbers in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const shards = 4
const interactions = 2000
const troubles = 100

it('100 drops and 100 429s during 2,000 interactions: each that reached us is answered once', async () => {
  const random = numbers(20_261_125)
  const asked = new Map<string, number>()
  const answer = async (typed: unknown) => {
    const { topic } = (typed as { values: { topic: string } }).values
    asked.set(topic, (asked.get(topic) ?? 0) + 1)
    return reply
  }
  const guilds = Array.from({ length: shards }, (_, n) => ({
    id: String(BigInt(n + shards) << 22n),
    channels: [{ id: `20${n}`, name: 'general' }],
  }))
  const { fake, reported, stop } = await startDiscord(botThat({ answer }), { guilds, shards })

  const limit = () => {
    const scope = ['global', 'user', 'shared'][Math.floor(random() * 3)]!
    const seconds = String(0.05 + random() / 5)
    const global = scope === 'global' && { 'x-ratelimit-global': 'true' }
    const headers = { 'retry-after': seconds, 'x-ratelimit-scope': scope, ...global }
    fake.fail(/\/callback$/, { status: 429, body: { retry_after: Number(seconds) }, headers })
  }
  const losses = [undefined, 4000, 4001, 4009, 1001]
  const drop = (n: number) => fake.drop(losses[Math.floor(random() * losses.length)], n % shards)

  let next = 0
  const responses = new Map<string, Awaited<ReturnType<typeof fake.command>>>()
  const somebody = async () => {
    while (next < interactions) {
      const n = next++
      if (n % (interactions / troubles) === 0) drop(n / (interactions / troubles))
      if (n % (interactions / troubles) === 7) limit()
      const topic = `t${n}`
      const { id } = guilds[Math.floor(random() * shards)]!
      responses.set(topic, await fake.command({ name: 'film', options: { topic }, guild: id }))
    }
  }
  await Promise.all(Array.from({ length: 24 }, somebody))

  const once = [...responses].filter(([, { callbacks }]) => callbacks.length === 1)
  const unanswered = [...responses].filter(([, { callbacks }]) => callbacks.length === 0)
  expect(responses.size).toBe(interactions)
  expect(once.length + unanswered.length).toBe(interactions)
  expect([...asked.values()].filter(times => times !== 1)).toEqual([])
  expect(unanswered.filter(([topic]) => asked.has(topic))).toEqual([])
  // A resume brings what was missed in half a second; only a lost session loses some.
  expect(once.length).toBeGreaterThan(interactions * 0.95)
  expect(fake.gateway.resumes + fake.gateway.identifies.length).toBeGreaterThanOrEqual(
    shards + troubles * 0.8,
  )
  expect(fake.pendingFaults).toBe(0)
  expect(reported.filter(where => where !== 'stale interaction')).toEqual([])
  expect(fake.refusals).toEqual([])
  await stop()
}, 60_000)
