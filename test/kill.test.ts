import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommunityId } from '../src/core/community.ts'
import { Reminder } from '../src/core/reminder.ts'
import { openStore } from '../src/store/sqlite.ts'
import { type FakeDiscord, startFakeDiscord } from './fakes/discord/index.ts'
import { type FakeSlack, startFakeSlack } from './fakes/slack/slack.ts'
import { endProgram, launchProgram, onBoth, type Program } from './program.ts'

/**
 * The promise of the ledger, against the real program on both platforms: killed in the middle of a thousand posts, ten
 * times, it loses none and doubles none that it can help. A reminder has a channel of its own, so that each post tells
 * which occurrence it is.
 */
const kills = 10
const perPlatform = 500
const guilds = ['1', '2', '3', '4', '5'].map(n => `10000000000000000${n}`)
const minute = 60_000

/** The same moments each time the test runs (a linear congruential generator, Numerical Recipes' constants). */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Seed = { id: string; community: CommunityId; channel: string }
const seeds: Seed[] = Array.from({ length: perPlatform }, (_, n) => [
  {
    id: `d${String(n).padStart(5, '0')}`,
    community: `discord:${guilds[n % guilds.length]!}` as const,
    channel: String(200_000_000_000_000_000n + BigInt(n)),
  },
  { id: `s${String(n).padStart(5, '0')}`, community: 'slack:T1' as const, channel: `C${n}` },
]).flat()
const ofPlatform = (name: string) => seeds.filter(({ community }) => community.startsWith(name))

type Line = { reminder: string; result: string | null; why: string | null }

describe('a thousand due reminders, and a program that is killed ten times while it posts them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heroine-kill-'))
  let discord: FakeDiscord
  let slack: FakeSlack
  let program: Program | undefined
  let lines: Line[]
  let waiting: { next_due: number; paused: string | null }[]
  const postedBeforeKills: number[] = []
  const sent = () => discord.messages.length + slack.posts.length
  const environment = () => onBoth(folder, discord, slack)

  const until = async (holds: () => boolean, what: () => string) => {
    for (const end = Date.now() + 120_000; !holds(); await wait(3))
      if (Date.now() > end) throw new Error(`${what()} ${program?.log()}`)
  }

  /** Every reminder is due five minutes ago: late, and well inside its grace. */
  async function seed() {
    const due = Temporal.Now.instant().round('minute').subtract({ minutes: 5 })
    const local = due.toZonedDateTimeISO('UTC')
    const at = local.toPlainTime().toString({ smallestUnit: 'minute' })
    const slot = local.toPlainDateTime().toString({ smallestUnit: 'minute' })
    const store = openStore(folder)
    for (const one of seeds) {
      const when = { every: 'day', at, timeZone: 'UTC' } as const
      await store.reminders.save(Reminder.parse({ ...one, run: ['/film'], when }), {
        reminder: one.id,
        slot,
        due,
      })
    }
    store.close()
  }

  async function killAndStartAgain() {
    const random = seeded(20_260_824)
    const share = Math.floor((perPlatform * 2 - 100) / kills)
    for (let kill = 0; kill < kills; kill++) {
      const begun = sent()
      program = launchProgram(environment())
      const moment = begun + 1 + random(share)
      await until(
        () => sent() >= moment,
        () => `${sent()} posts, waiting for ${moment} before kill ${kill}.`,
      )
      await wait(random(12))
      await endProgram(program, 'SIGKILL')
      postedBeforeKills.push(sent() - begun)
    }
    program = launchProgram(environment())
  }

  const neverPosted = () =>
    seeds.length -
    new Set([...discord.messages.map(m => m.channel_id), ...slack.posts.map(post => post.channel)]).size

  beforeAll(async () => {
    discord = await startFakeDiscord({
      token: 'test-token',
      guilds: guilds.map(id => ({
        id,
        channels: ofPlatform('discord')
          .filter(({ community }) => community === `discord:${id}`)
          .map(({ channel }) => ({ id: channel, name: `c${channel}` })),
      })),
    })
    slack = await startFakeSlack({
      botToken: 'xoxb-test',
      appToken: 'xapp-test',
      channels: ofPlatform('slack').map(({ channel }) => ({ id: channel, name: channel.toLowerCase() })),
    })
    await seed()
    await killAndStartAgain()
    await until(
      () => neverPosted() === 0,
      () => `${neverPosted()} never posted.`,
    )
    expect(await endProgram(program!, 'SIGTERM')).toBe(0)
    const file = new DatabaseSync(join(folder, 'heroine.sqlite'), { readOnly: true })
    lines = file.prepare('SELECT reminder, result, why FROM ledger').all() as Line[]
    waiting = file.prepare('SELECT next_due, paused FROM reminders').all() as typeof waiting
    file.close()
  }, 300_000)
  afterAll(async () => {
    if (program) await endProgram(program, 'SIGKILL')
    await Promise.all([discord?.stop(), slack?.stop()])
    rmSync(folder, { recursive: true })
  })

  const postsIn = (channels: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const channel of channels) counts.set(channel, (counts.get(channel) ?? 0) + 1)
    return counts
  }
  const onSlack = () => postsIn(slack.posts.map(({ channel }) => channel))
  const onDiscord = () => postsIn(discord.messages.map(({ channel_id }) => channel_id))

  it('was really killed in the middle: each time something was posted, and something was left', () => {
    expect(postedBeforeKills).toHaveLength(kills)
    expect(Math.min(...postedBeforeKills)).toBeGreaterThan(0)
    expect(postedBeforeKills.reduce((a, b) => a + b)).toBeLessThan(seeds.length)
  })

  it('loses none', () => {
    expect([...onDiscord().keys()].sort()).toEqual(
      ofPlatform('discord')
        .map(s => s.channel)
        .sort(),
    )
    expect([...onSlack().keys()].sort()).toEqual(
      ofPlatform('slack')
        .map(s => s.channel)
        .sort(),
    )
  })

  it('doubles none on Discord, and on Slack at most the one in flight at each kill', () => {
    expect(discord.messages).toHaveLength(perPlatform)
    const doubled = [...onSlack().values()].filter(count => count > 1)
    expect(doubled.every(count => count === 2)).toBe(true)
    expect(doubled.length).toBeLessThanOrEqual(kills)
  })

  it('has one line in the ledger for each, which says that it was posted late, and that it may stand twice', () => {
    expect(lines).toHaveLength(seeds.length)
    expect(new Set(lines.map(({ reminder }) => reminder)).size).toBe(seeds.length)
    expect(lines.filter(({ result }) => result !== 'late')).toEqual([])
    const flagged = new Set(
      lines.filter(({ why }) => why?.includes('repeated after a restart')).map(({ reminder }) => reminder),
    )
    const doubled = [...onSlack()].filter(([, count]) => count > 1).map(([channel]) => channel)
    for (const { id, channel } of ofPlatform('slack'))
      if (doubled.includes(channel)) expect(flagged, `${channel} stands twice`).toContain(id)
    // One in flight a community and kill, no more.
    expect(flagged.size).toBeLessThanOrEqual(kills * (guilds.length + 1))
  })

  it('has every reminder wait for tomorrow', () => {
    const tomorrow = waiting.filter(({ next_due }) => next_due > Date.now() + 22 * 60 * minute)
    expect(tomorrow).toHaveLength(seeds.length)
    expect(waiting.filter(({ paused }) => paused !== null)).toEqual([])
  })
})
