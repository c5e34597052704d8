import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import type { Context } from '../../src/core/ask.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Reply } from '../../src/core/reply.ts'
import { needs } from '../../src/knowledge/schema.ts'

const reported: string[] = []
const { bot, knowledge } = assemble({
  dataDir: ':memory:',
  check: async () => [],
  report: (where, error) => void reported.push(`${where}: ${(error as Error).message}`),
})
const context = (now = '2026-11-24T12:00:00Z', extra: Partial<Context> = {}): Context => ({
  by: { isModerator: () => false },
  now: Temporal.Instant.from(now),
  locale: 'en',
  ...extra,
})
const contacts = (reply: Reply) => reply.parts.flatMap(part => ('contacts' in part ? part.contacts : []))

describe('/support', () => {
  it('answers every region and need, today and in 2030, with two ways or more', async () => {
    for (const { code } of knowledge.regions)
      for (const need of [undefined, ...Object.keys(needs)])
        for (const now of ['2026-11-24T12:00:00Z', '2030-06-01T12:00:00Z']) {
          const reply = await bot.answer(
            `/support region:${code}${need ? ` need:${need}` : ''}`,
            context(now),
          )
          const name = `${code} ${need} ${now}`
          expect(reply.tone, `${name} ${reported.at(-1)}`).toBe('support')
          expect(contacts(reply).length, name).toBeGreaterThan(1)
          for (const { call, text, chat, link } of contacts(reply))
            expect(call ?? text ?? chat ?? link, name).toBeDefined()
        }
    expect(reported).toEqual([])
  }, 60_000)

  it('pages through every service of a list, each once', async () => {
    const seen: string[] = []
    let line: string | undefined = '/support region:US need:talk'
    while (line) {
      const reply: Reply = await bot.answer(line, context())
      seen.push(...contacts(reply).map(contact => contact.name))
      const next = reply.actions.find(action => action.label.startsWith('More'))
      line = next && 'ask' in next ? next.ask : undefined
    }
    expect(seen.length).toBeGreaterThan(5)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('has the emergency line first and the Emergency button first, always', async () => {
    for (const words of [
      '',
      'region:US-WV',
      'region:GB need:grief',
      'region:Narnia',
      'my son relapsed in ohio',
      'need:dragons',
    ]) {
      const reply = await bot.answer(`/support ${words}`, context())
      expect(plainReply(reply).split('\n')[2], words).toMatch(/^Happening now\? Call/)
      expect(reply.actions[0], words).toMatchObject({ label: 'Emergency', ask: '/overdose' })
    }
  })

  it('asks with a menu where somebody is, and still shows directories', async () => {
    const reply = await bot.answer('/support need:treatment', context())
    expect(reply.menu?.choices[0]).toEqual({
      label: 'United States',
      ask: '/support region:US need:treatment',
    })
    expect(contacts(reply).length).toBeGreaterThan(0)
  })

  it('finds the place in free words', async () => {
    expect((await bot.answer('/support my brother needs help in ohio', context())).title).toBe(
      'Where help is: Ohio',
    )
    expect((await bot.answer('/support rehab west virginia', context())).title).toContain('West Virginia')
  })

  it('offers the nearest places for one it does not know, and the lines of the community all the same', async () => {
    const reply = await bot.answer('/support region:Virgina', context(undefined, { region: 'US' }))
    expect(plainReply(reply)).toContain('Did you mean one of the places below?')
    expect(reply.actions.map(action => action.label)).toContain('Virginia')
    expect(contacts(reply).length).toBeGreaterThan(1)
    const lost = await bot.answer('/support region:Xyzzyqq', context())
    expect(plainReply(lost)).toContain('Name a country or a US state')
    expect(contacts(lost).length).toBeGreaterThan(0)
  })

  it('offers nobody a number that is hidden or sells referrals', async () => {
    const forbidden = ['18448440289', '8448440289', '18008484311', '18004357498', '18442890879']
    for (const { code } of knowledge.regions) {
      const words = JSON.stringify(
        await bot.answer(`/support region:${code} need:treatment`, context()),
      ).replace(/\D/g, '')
      for (const number of forbidden) expect(words).not.toContain(number)
    }
  })
})
