import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import type { Context } from '../../src/core/ask.ts'
import { plainReply } from '../../src/core/plain.ts'

const { bot, knowledge } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
const at = (now: string, extra: Partial<Context> = {}): Context => ({
  by: { isModerator: () => false },
  now: Temporal.Instant.from(now),
  locale: 'en',
  ...extra,
})
const today = '2026-11-24T12:00:00Z'
const years = '2030-06-01T12:00:00Z'

describe('the emergency card', () => {
  it.each([
    ['US', '911'],
    ['US-WV', '911'],
    ['CA-QC', '911'],
    ['GB-SCT', '999'],
    ['IE', '112 or 999'],
    ['AU', '000'],
    ['NZ', '111'],
    ['DE', '112'],
    ['BG', '112'],
    ['NO', '113'],
  ])('in %s says %s first, today and in 2030', async (region, number) => {
    for (const now of [today, years]) {
      const { title } = await bot.answer('/overdose', at(now, { region }))
      expect(title).toBe(`Call ${number} now. Phone on speaker.`)
    }
  })

  it('with no idea where somebody is, shows who dials what and asks nothing', async () => {
    for (const context of [at(today), at(years), at(today, { region: 'ZZ' })]) {
      const words = plainReply(await bot.answer('/overdose', context))
      expect(words.slice(0, 180)).toContain(
        '911 US and Canada · 999 or 112 UK and Ireland · 112 Europe · 000 Australia · 111 New Zealand',
      )
      expect(words.split('\n')[0]).toBe('Call your emergency number now. Phone on speaker.')
    }
  })

  it('leads with the number a language hints at, and names the others below', async () => {
    const words = plainReply(await bot.answer('/overdose', at(today, { hint: 'GB' })))
    expect(words).toMatch(/^Call 999 now/)
    expect(words).toContain('Somewhere else? 911 US and Canada')
  })

  it('takes the place from what was typed in passing', async () => {
    const { title } = await bot.answer('/overdose help we are in glasgow', at(today, { region: 'US' }))
    expect(title).toMatch(/^Call 999 now/)
  })

  it('is short: seven lines and about 550 characters where the region is known', async () => {
    const { title, text } = await bot.answer('/overdose', at(today, { region: 'US' }))
    const card = plainReply({
      ...(await bot.answer('/overdose', at(today, { region: 'US' }))),
      sources: [],
      checked: undefined,
    })
    expect(card.length).toBeLessThanOrEqual(550)
    expect([title, ...card.split('\n').filter(line => /^\d /.test(line))]).toHaveLength(7)
    expect(text).toHaveLength(1)
  })

  it('comes whatever is typed after /overdose', async () => {
    for (const words of [
      'help',
      'he is not breathing',
      'topic:nothing',
      'region:Narnia',
      '"',
      '@everyone',
      'x'.repeat(5000),
    ])
      expect((await bot.answer(`/overdose ${words}`, at(today, { region: 'US' }))).title, words).toMatch(
        /^Call 911 now/,
      )
  })

  it('has the emergency line on every other answer about overdose and naloxone', async () => {
    const entries = knowledge.entries.filter(
      e => ['overdose', 'naloxone'].includes(e.topic) && e.id !== 'overdose/now',
    )
    expect(entries.length).toBeGreaterThan(20)
    for (const { topic, slug } of entries) {
      const words = plainReply(await bot.answer(`/${topic} ${slug}`, at(today, { region: 'US' })))
      expect(words, slug).toContain('Happening now? Call 911.')
      expect(words, slug).not.toContain('{')
    }
  })

  it('says of old content when it was last checked', async () => {
    expect(plainReply(await bot.answer('/film', at(years)))).toContain('Last checked 2026-11-22')
    expect(plainReply(await bot.answer('/film', at(today)))).not.toContain('Last checked')
  })
})
