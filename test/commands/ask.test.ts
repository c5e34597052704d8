import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import type { Context } from '../../src/core/ask.ts'
import { plainReply } from '../../src/core/plain.ts'
import { render as discord } from '../../src/platforms/discord/render.ts'
import { render as slack } from '../../src/platforms/slack/render.ts'

const reported: string[] = []
const { bot, knowledge } = assemble({
  dataDir: ':memory:',
  check: async () => [],
  report: (where, error) => void reported.push(`${where}: ${(error as Error).message}`),
})
const context = (extra: Partial<Context> = {}): Context => ({
  by: { isModerator: () => false },
  now: Temporal.Instant.from('2026-11-24T12:00:00Z'),
  locale: 'en',
  ...extra,
})
const ask = (question: string, extra: Partial<Context> = {}) =>
  bot.answer({ command: 'ask', values: { question } }, context(extra))

describe('/ask', () => {
  it.each([
    'my friend is overdosing what do i do',
    'he isnt breathing and his lips are blue',
    'my brother took something and wont wake up',
    'i gave him narcan and nothing happened',
    'mi hermano no despierta y esta morado',
    'HELP MY BOYFRIEND ISNT BREATHING',
    'he’s not waking up i keep shaking him',
  ])('puts the emergency card first, alone: %s', async question => {
    const reply = await ask(question, { region: 'US' })
    expect(reply).toMatchObject({
      tone: 'emergency',
      title: 'Call 911 now. Phone on speaker.',
      seenBy: 'asker',
    })
  })

  it.each(['i took too much', 'i think i am overdosing', 'creo que tome demasiado, estoy sola'])(
    'tells somebody who took too much to call, and nothing that has no source: %s',
    async question => {
      const reply = await ask(question, { region: 'US' })
      expect(reply).toMatchObject({ tone: 'emergency', title: 'Call 911 now.', text: [], parts: [] })
    },
  )

  it.each([
    'he took too much and i cant wake him',
    'theres an od in my bathroom',
    'unconscious, took a bunch of pills, i dont know what to do',
    'i gave narcan and nothing happened',
  ])('gives the steps to somebody who is with another person: %s', question => {
    expect(knowledge.understand(question).self).toBe(false)
  })

  it('takes the number from the place that the question names', async () => {
    expect((await ask('my brother is not breathing, glasgow', { region: 'US' })).title).toMatch(/^Call 999/)
  })

  it('keeps what else was asked behind one button', async () => {
    const reply = await ask('he isnt breathing and his lips are blue, how do i do the spray', {
      region: 'US',
    })
    expect(reply.actions.at(-1)).toMatchObject({
      label: 'Something else?',
      ask: expect.stringMatching(/^\/(naloxone|overdose) /),
    })
  })

  it('offers a person first to somebody who wants to die, with the emergency number', async () => {
    const reply = await ask('i dont want to live anymore', { region: 'US' })
    expect(reply.title).toBe('You deserve a person to talk to')
    expect(plainReply(reply)).toMatch(/Call 988[\s\S]*/)
    expect(plainReply(reply)).toContain('call 911 now')
  })

  it('has warm words first for a lapse, and the answer after', async () => {
    const reply = await ask('i relapsed last night and i feel so ashamed', { region: 'US' })
    expect(reply.title).toBe('You are not alone with this')
    expect(reply.actions[0]).toMatchObject({ ask: '/support need:talk' })
  })

  it.each([
    ['where do i get narcan in ohio', 'Get naloxone: Ohio'],
    ['who is the judge in heroin(e)', 'Who is Judge Patricia Keller?'],
    ['how long does narcan last', 'How long does naloxone last?'],
    ['¿cuánto dura la naloxona?', 'How long does naloxone last?'],
  ])('answers %s', async (question, title) => {
    expect((await ask(question)).title).toBe(title)
  })

  it.each([
    ['how many mg of oxy is safe', 'amounts'],
    ['where can i buy percs', 'buying'],
    ['write me an essay about the film', 'homework'],
    ['whats the weather tomorrow in paris', 'elsewhere'],
  ])('says a kind no to %s', async (question, id) => {
    const { refusal } = knowledge.understand(question)
    expect(refusal?.id).toBe(id)
    const reply = await ask(question)
    expect(reply.tone === 'notice' || reply.tone === 'support').toBe(true)
  })

  it('carries the emergency line on what is not the card but about overdose or naloxone', async () => {
    expect(plainReply(await ask('how long does narcan last', { region: 'US' }))).toContain(
      'Happening now? Call 911.',
    )
  })

  it('says so where nothing fits, and offers the topics', async () => {
    const reply = await ask('qwxzv plmk')
    expect(plainReply(reply)).toContain('I only say what has a source')
    expect(reply.actions.length).toBeGreaterThan(3)
  })

  it('understands the same question in the same way, and says why', () => {
    const once = knowledge.understand('my son wont wake up')
    expect(knowledge.understand('my son wont wake up')).toEqual(once)
    expect(once.why.because.emergency!.length).toBeGreaterThan(3)
  })
})

describe('hostile text', () => {
  const nasty = fc.oneof(
    fc.string({ maxLength: 200, unit: 'grapheme' }),
    fc.string({ maxLength: 200, unit: 'binary' }),
    fc.constantFrom(
      'a'.repeat(10_000),
      '@everyone <@123> <!channel> '.repeat(300),
      `${'('.repeat(3000)}${'a+'.repeat(2000)}`,
      'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘! '.repeat(200),
      '\u202e\u0000\u0007 overdose \u2066'.repeat(200),
      '[x](https://evil.example) **b** `c` ||s||'.repeat(100),
      '👩‍👩‍👧‍👦'.repeat(500),
      'no despierta '.repeat(700),
      '((a|aa)+)+$ \\d{1,99999} .*.*.*=.*'.repeat(60),
    ),
  )

  it('is answered like any other, fits both platforms, and pings nobody', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async question => {
        const reply = await ask(question)
        const message = discord(reply)
        expect(message.allowed_mentions).toEqual({ parse: [] })
        expect(JSON.stringify([message, slack(reply)])).not.toMatch(/<!channel>|<@123>|@everyone/)
      }),
      { numRuns: 300 },
    )
    expect(reported).toEqual([])
  }, 60_000)
})
