import { describe, expect, it } from 'vitest'
import { Line } from '../../src/core/line.ts'
import { hintFrom, localeFrom } from '../../src/core/locale.ts'
import { once } from '../../src/core/once.ts'
import { plainReply, plainWithActions } from '../../src/core/plain.ts'
import { type Draft, Reply } from '../../src/core/reply.ts'
import { sizeOf } from '../../src/core/size.ts'
import { type Block, list, paragraph, strong } from '../../src/core/text.ts'

const base = { tone: 'info' as const, title: 'T', text: [] }
const size = (block: Block) => sizeOf({ ...base, title: '', text: [block] })

describe('a reply', () => {
  it('refuses two buttons that ask the same, in a menu too', () => {
    const actions = [{ label: 'A', ask: '/film' }]
    const menu = { label: 'M', choices: [{ label: 'B', ask: '/film' }] }
    expect(Reply.safeParse({ ...base, actions, menu }).success).toBe(false)
    expect(Reply.safeParse({ ...base, actions }).success).toBe(true)
  })

  it('counts a character that Markdown reads twice, because a backslash goes before it', () => {
    expect(size(paragraph('*a*'))).toBe(size(paragraph('a')) + 4)
    expect(size(paragraph('👩‍👩‍👧'))).toBe(size(paragraph('a'.repeat(8))))
  })

  it('counts the marks and line breaks that a platform puts around words', () => {
    expect(size(paragraph({ strong: 'a' }))).toBeGreaterThanOrEqual('**a**'.length)
    expect(size(list('a', 'b'))).toBeGreaterThanOrEqual('1999. a\n2000. b'.length)
    expect(sizeOf({ ...base, title: '', text: [paragraph('a'), paragraph('b')] })).toBeGreaterThanOrEqual(4)
  })

  it('leaves out what says nothing, and refuses a label that does not', () => {
    const blank = [paragraph(' '), list('', 'a'), paragraph('b', '')]
    const reply = Reply.parse({ ...base, text: blank, parts: [{ text: [paragraph('')] }] })
    expect(reply.text).toEqual([list('a'), paragraph('b', '')])
    expect(reply.parts).toEqual([])
    for (const wrong of [{ title: ' ' }, { actions: [{ label: ' ', ask: '/film' }] }])
      expect(Reply.safeParse({ ...base, ...wrong }).success).toBe(false)
  })

  it('refuses what one of the platforms could not tell apart, or not open', () => {
    const page = (label: string, url: string) => ({ label, url })
    const dm = { label: 'Send', ask: '/overdose', does: 'dm' as const }
    const fits = (...actions: Draft['actions'] & object) => Reply.safeParse({ ...base, actions }).success
    expect(fits(dm, { label: 'Open', ask: '/overdose' })).toBe(true)
    expect(fits(dm, { ...dm, label: 'Again' })).toBe(false)
    expect(fits(page('A', 'https://example.org/a'), page('A', 'https://example.org/b'))).toBe(false)
    for (const url of ['https://example.org/a b', 'https:example.org', 'javascript:alert(1)'])
      expect(fits(page('A', url)), url).toBe(false)
    expect(fits({ label: '😀'.repeat(21), ask: '/film' })).toBe(false)
  })

  it('refuses more text than fits the tighter platform', () => {
    expect(Reply.safeParse({ ...base, text: [paragraph('x'.repeat(3200))] }).success).toBe(true)
    expect(Reply.safeParse({ ...base, text: [paragraph('x'.repeat(3400))] }).success).toBe(false)
  })

  it('reads in order as plain text, with sources and the day they were checked', () => {
    const reply = Reply.parse({
      ...base,
      text: [paragraph('One ', strong('two'), '.'), list('a', 'b')],
      parts: [
        {
          contacts: [{ name: '988', about: 'Talk.', call: { dial: '988', display: '988' }, hours: 'always' }],
        },
      ],
      sources: [{ publisher: 'CDC', url: 'https://cdc.gov', published: '2025' }],
      checked: '2026-11-22',
      actions: [{ label: 'More', ask: '/facts' }],
    })
    expect(plainReply(reply)).toBe(
      'T\n\nOne two.\n\n- a\n- b\n\n988\nTalk.\nCall 988 · always\n\nSource: CDC, 2025 (https://cdc.gov). Checked 2026-11-22.',
    )
    expect(plainWithActions(reply)).toMatch(/More: \/facts$/)
  })
})

describe('a line that the bot writes itself', () => {
  it.each([
    '/film',
    '/film where-to-watch',
    '/support region:US-WV need:talk page:2',
    '/reminders delete 1a2b3c4d',
  ])('may be %s', line => {
    expect(Line.safeParse(line).success).toBe(true)
  })
  it.each(['film', '/ask how are you?', '/film "two words"', `/film ${'x'.repeat(100)}`, '/film @everyone'])(
    'may not be %s',
    line => {
      expect(Line.safeParse(line).success).toBe(false)
    },
  )
})

describe('small rules', () => {
  it('takes the country a language tag means as a hint', () => {
    expect(['en-GB', 'en-US', 'de', 'es-ES', 'es-419', 'nonsense!', undefined].map(hintFrom)).toEqual([
      'GB',
      'US',
      'DE',
      'ES',
      undefined,
      undefined,
      undefined,
    ])
  })
  it('speaks Spanish to Spanish tags and English to the rest', () => {
    expect(['es-419', 'es-ES', 'en-GB', 'de', undefined].map(localeFrom)).toEqual([
      'es',
      'es',
      'en',
      'en',
      'en',
    ])
  })
  it('lets an id through once in fifteen minutes', () => {
    const first = once()
    expect([first('a', 0), first('a', 1), first('b', 2), first('a', 15 * 60_000 + 1)]).toEqual([
      true,
      false,
      true,
      true,
    ])
  })
})
