import { beforeAll, describe, expect, it, vi } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { answer } from '../../src/core/answer.ts'
import type { Context } from '../../src/core/ask.ts'
import { type Command, command, spelled } from '../../src/core/command.ts'
import { choice } from '../../src/core/options.ts'
import type { Bot } from '../../src/core/platform.ts'
import { paragraph } from '../../src/core/text.ts'

const noon = Temporal.Instant.from('2026-11-25T12:00:00Z')
const context: Context = { by: { isModerator: () => false }, now: noon, locale: 'en' }

/** A steady command that says how often it was asked. */
function counting() {
  const said = vi.fn(() => ({ tone: 'info' as const, title: 'Fine', text: [paragraph('Yes.')] }))
  const one = { value: 'a', label: 'A' }
  const counted = command({
    name: 'counted',
    about: 'Counts',
    options: { which: choice({ about: 'Which', example: 'a', choices: [one, { value: 'b', label: 'B' }] }) },
    who: 'everyone',
    steady: true,
    forgiving: true,
    answer: said,
  })
  const ask = (line: string, over: Partial<Context> = {}, settings = {}) =>
    answer(
      line,
      { ...context, ...over },
      { commands: [counted], settings, emergencyLine: () => 'Call 911.', report: () => {} },
    )
  return { said, ask }
}

describe('a steady command', () => {
  it('is asked once a day for what was chosen, where one is and in which language', async () => {
    const { said, ask } = counting()
    for (let n = 0; n < 3; n++) await ask('/counted a')
    await ask('/counted a', { by: { isModerator: () => true }, now: noon.add({ hours: 11 }) })
    expect(said).toHaveBeenCalledTimes(1)
    await ask('/counted b')
    await ask('/counted a', { hint: 'GB' })
    await ask('/counted a', { locale: 'es' })
    await ask('/counted a', {}, { publicFacts: true })
    await ask('/counted a', { now: noon.add({ hours: 12 }) })
    expect(said).toHaveBeenCalledTimes(6)
  })

  it('gives everybody the same object, which nobody can change', async () => {
    const { ask } = counting()
    const [one, other] = [await ask('/counted a'), await ask('/counted a')]
    expect(other).toBe(one)
    expect(() => one.text.push(paragraph('More'))).toThrow(TypeError)
  })

  it('never remembers what somebody typed in words of their own', async () => {
    const { said, ask } = counting()
    for (let n = 0; n < 2; n++) await ask('/counted my brother')
    expect(said).toHaveBeenCalledTimes(2)
  })

  it('that failed is asked again', async () => {
    const { said, ask } = counting()
    said.mockImplementationOnce(() => {
      throw new Error('Once')
    })
    expect((await ask('/counted a')).tone).toBe('problem')
    expect((await ask('/counted a')).tone).toBe('info')
  })
})

describe('the commands that say they are steady', () => {
  let bot: Bot
  let steady: { words: string; command: Command }[]
  beforeAll(() => {
    bot = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} }).bot
    steady = spelled(bot.commands).filter(({ command }) => command.steady)
  })

  it('take nothing but choices, and are for everyone', () => {
    expect(steady.length).toBeGreaterThan(5)
    for (const { command } of steady) {
      expect(command.who).toBe('everyone')
      for (const option of Object.values(command.options)) expect(option.kind).toBe('choice')
    }
  })

  it('say the same to anybody, anywhere and at any time of a day', async () => {
    const here: Partial<Context>[] = [
      { now: Temporal.Instant.from('2026-11-25T00:00:00Z') },
      {
        now: Temporal.Instant.from('2026-11-25T23:59:59Z'),
        by: { isModerator: () => true, signature: () => '1' },
        place: { community: 'discord:1', channel: '2' },
        openly: true,
        mayPost: true,
      },
    ]
    for (const { words, command } of steady)
      for (const [name, option] of [...Object.entries(command.options), ['', undefined] as const])
        for (const { value } of option?.kind === 'choice' ? option.choices : [{ value: '' }]) {
          const base = { ...context, command: words, options: name ? { [name]: value } : {} }
          const [one, other] = await Promise.all(
            here.map(over => command.answer({ ...base, ...over, rest: '', settings: {} })),
          )
          expect(other, `/${words} ${name}:${value}`).toEqual(one)
        }
  })
})
