import { expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { Reply, tones } from '../../src/core/reply.ts'
import { moment, paragraph } from '../../src/core/text.ts'
import { render } from '../../src/platforms/discord/render.ts'
import { textOf } from '../fakes/discord/index.ts'

const shown = (reply: Parameters<typeof Reply.parse>[0]) => render(Reply.parse(reply))

it('each tone has an accent of its own on Discord, and an emergency is red', () => {
  const accents = tones.map(tone => {
    const [container] = shown({ tone, title: 'x', text: [] }).components
    return (container as { accent_color: number }).accent_color
  })
  expect(new Set(accents).size).toBe(tones.length)
  const [red, green, blue] = [16, 8, 0].map(by => (accents[tones.indexOf('emergency')]! >> by) & 255)
  expect(red).toBeGreaterThan(2 * Math.max(green!, blue!))
})

it('a time stands in words, with the reader’s own clock beside it', () => {
  const at = Temporal.Instant.from('2026-11-30T14:00:00Z')
  const message = shown({ tone: 'info', title: 'x', text: [paragraph(moment(at, 'Monday, 09:00'))] })
  expect(textOf({ ...message })).toContain('Monday, 09:00 (you: <t:1796047200:f>)')
})

it('what is hidden until somebody wants to read it stays hidden', () => {
  const message = shown({ tone: 'info', title: 'x', text: [paragraph({ spoiler: 'He dies.' })] })
  expect(textOf({ ...message })).toContain('||He dies.||')
})

it('the next times of a reminder and the start of a film night are on each reader’s own clock', async () => {
  const { bot, store } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
  const ask = {
    by: { isModerator: () => true, signature: () => '1' },
    now: Temporal.Instant.from('2026-11-25T12:00:00Z'),
    locale: 'en',
    place: { community: 'discord:100', channel: '200' },
  } as const
  const zone = 'timezone:America/New_York'
  const create = await bot.answer(`/reminders create run:/support on:monday at:09:00 ${zone}`, ask)
  const times = textOf({ ...render(create) })
  expect(times.match(/<t:\d+:f>/g)).toHaveLength(5)
  expect(times).toContain('Monday 30 November 2026, 09:00 (you: <t:1796047200:f>)')
  expect(textOf({ ...render(await bot.answer(`/reminders resume ${idIn(create)}`, ask)) })).toContain(
    '<t:1796047200:f>',
  )
  expect(textOf({ ...render(await bot.answer('/reminders list', ask)) })).toContain('<t:1796047200:f>')
  const night = await bot.answer(`/screening plan date:2026-12-04 at:19:00 place:"Main library" ${zone}`, ask)
  expect(textOf({ ...render(night) })).toContain('<t:1796428800:f>')
  store.close()
})

const idIn = ({ actions }: Reply): string =>
  actions
    .flatMap(action => ('ask' in action ? [/resume (\w+)/.exec(action.ask)?.[1] ?? ''] : []))
    .find(id => id)!
