import fc from 'fast-check'
import { type Chart, chartLimits } from '../../src/core/chart.ts'
import { type Action, type Draft, limits, tones } from '../../src/core/reply.ts'
import { sizeOf } from '../../src/core/size.ts'
import type { Block, Inline } from '../../src/core/text.ts'

/** What somebody may write who means ill, and what is merely hard to write. */
const hostile = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '</film:123456789012345678>',
  '<a:wave:123456789012345678>',
  '<t:1700000000:R>',
  '<!channel>',
  '<!here|here>',
  '<@U0ADMIN>',
  '<!subteam^S1|@team>',
  '<!date^1392734382^{date}|x>',
  '<https://evil.example|click>',
  '[click](https://evil.example)',
  '(see https://example.org/a_b_c)',
  '<https://example.org>',
  '"https://example.org/*x*".',
  'https://example.org/**||~~`_',
  '*bold*',
  '**bold**',
  '***',
  '__x__',
  '_x_',
  '~~gone~~',
  '~gone~',
  '||secret||',
  '`code`',
  '```js\ncode\n```',
  ':smile:',
  '*4141*',
  '\\',
  '\\\\*',
  '# heading',
  '### heading #',
  '-# small',
  '- item',
  '* item',
  '+ item',
  '1. one\n1. two',
  '2020. a\n1999. b',
  '> quoted',
  '>>> all of it',
  'a\n\nb',
  '\n- a\n- b\n',
  '&amp; & < > &lt;',
  'AT&T <b>bold</b>',
  '¯\\_(ツ)_/¯',
  '👩‍👩‍👧‍👦',
  '👍🏽',
  '🇺🇸',
  'שלום עולם',
  '\u202Eevil\u202C',
  'مرحبا',
  'Z̷̧̛a̶͓̎l̷͎͝g̴̳͐o̶͇͝',
  '漢字仮名',
  'a\u200Bb',
  "'; DROP TABLE settings; --",
  '__proto__',
  '{x}',
  '%s',
]

/** Without control characters, which platforms drop, and halves of characters, which are none. */
const readable = (text: string): string => text.toWellFormed().replace(/[^\P{Cc}\n]/gu, '')

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostile) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,9}$/) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }).map(readable) },
)
const joined = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .chain(pieces => fc.constantFrom(' ', '', '\n', '. ').map(between => pieces.join(between)))

/** Words of at most so many characters; often exactly so many, one fewer, or one more. */
const words = (most: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: joined.map(text => text.slice(0, most).toWellFormed()) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('x', '*', '&', '<', '😀', '漢', ' ', '\\', 'x '), fc.constantFrom(-1, 0, 0, 1))
        .map(([unit, over]) =>
          unit
            .repeat(Math.ceil((most + over) / unit.length))
            .slice(0, most + over)
            .toWellFormed(),
        ),
    },
  )
/** The same, with little of anything: for what there is much of. */
const few = words(60)

/** Some of them are refused, as they should be. */
const address = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom(
      'https://example.org',
      'http://example.org/a_(b)?c=1&d=2#e',
      'https://example.org/a*b_c~d|e`f',
      'https://example.org/%28x%29',
      'https://example.org/a,b.',
      'https://example.org/[x]',
      'https://例え.jp/漢字',
      'https://user@example.org:8080/',
      `https://example.org/${'x'.repeat(230)}`,
      `https://example.org/${'&'.repeat(225)}`,
    ),
  },
  {
    weight: 5,
    arbitrary: fc.webUrl({ size: 'small', withQueryParameters: true, withFragments: true }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('https://example.org/a b', 'https:example.org', 'javascript:alert(1)'),
  },
)

const anyInline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 3, arbitrary: few },
  { weight: 2, arbitrary: few.map(strong => ({ strong })) },
  { weight: 1, arbitrary: few.map(emphasis => ({ emphasis })) },
  { weight: 1, arbitrary: fc.record({ link: address, label: fc.oneof(few, address) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      instant: fc
        .date({ min: new Date('1971-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map(date => `${date.toISOString().slice(0, 19)}Z`),
      words: few,
    }),
  },
  { weight: 1, arbitrary: few.map(spoiler => ({ spoiler })) },
)
const inlines = fc.array(anyInline, { minLength: 1, maxLength: 3 })

const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  inlines.map(paragraph => ({ paragraph })),
  inlines.map(quote => ({ quote })),
  fc.record(
    {
      list: fc.array(inlines, { minLength: 1, maxLength: 4 }),
      numbered: fc.boolean(),
      from: fc.constantFrom(2, 5, 99, 1999),
    },
    { requiredKeys: ['list'] },
  ),
)
const anyText = fc.array(anyBlock, { maxLength: 3 })
const someText = fc.array(anyBlock, { minLength: 1, maxLength: 3 })

const phone = fc.record({
  dial: fc.constantFrom('911', '988', '+13045550100', '*4141', '112'),
  display: fc.oneof(
    fc.constantFrom('911', '1-800-662-4357', '+44 20 7946 0958', '*4141', '(304) 555-0100'),
    words(60),
  ),
})
const contact = fc.record(
  {
    name: words(90),
    about: words(240),
    call: phone,
    text: phone,
    chat: address,
    link: address,
    hours: words(160),
    note: words(320),
  },
  { requiredKeys: ['name', 'about'] },
)

const points = fc
  .uniqueArray(fc.integer({ min: 1900, max: 2100 }), { minLength: 1, maxLength: chartLimits.points })
  .chain(years =>
    fc.tuple(
      ...years
        .toSorted((a, b) => a - b)
        .map(year =>
          fc.record(
            {
              year: fc.constant(year),
              value: fc.float({ min: 0, max: 1e6, noNaN: true }),
              open: fc.constant(true as const),
            },
            { requiredKeys: ['year', 'value'] },
          ),
        ),
    ),
  )
const chart: fc.Arbitrary<Chart> = fc.record(
  {
    series: fc.stringMatching(/^[a-z0-9-]{1,60}$/),
    title: words(60),
    unit: words(80),
    alt: words(900),
    credit: words(80),
    note: words(160),
    lines: fc.array(fc.record({ name: words(30), points }), { minLength: 1, maxLength: chartLimits.lines }),
  },
  { requiredKeys: ['series', 'title', 'unit', 'alt', 'credit', 'lines'] },
)

const anyPart = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      fields: fc.array(fc.record({ name: words(60), value: fc.array(anyInline, { maxLength: 3 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ steps: fc.array(inlines, { minLength: 1, maxLength: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ contacts: fc.array(contact, { minLength: 1, maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ text: someText }) },
  { weight: 1, arbitrary: fc.record({ chart }) },
)

const line = fc
  .tuple(
    fc.stringMatching(/^[a-z]{2,9}$/),
    fc.array(fc.stringMatching(/^[a-z]{1,6}:[A-Za-z0-9.+/:-]{1,24}$/), { maxLength: 3 }),
  )
  .map(([name, options]) => [`/${name}`, ...options].join(' ').slice(0, 96).trim())
const does = fc.oneof(
  fc.constantFrom('dm' as const, 'share' as const, 'post' as const),
  fc.record({ form: fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 5 }) }),
)
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      { label: words(limits.label), ask: line, urgent: fc.boolean(), does },
      { requiredKeys: ['label', 'ask'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ label: words(limits.label), url: address }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { label: 'Emergency', ask: '/overdose', urgent: true },
      { label: 'Website', url: 'https://example.org' },
      { label: 'Send it to me', ask: '/overdose', does: 'dm' as const },
    ),
  },
)
const menu = fc.record({
  label: words(90),
  choices: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.array(fc.record({ label: words(75), ask: line }), { minLength: 1, maxLength: 5 }),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(words(75), fc.constantFrom(24, 25, 25, 25, 25, 26))
        .map(([label, count]) =>
          Array.from({ length: count }, (_, at) => ({ label, ask: `/support need:n${at}` })),
        ),
    },
  ),
})
const named = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom(
      'CDC',
      'AT&T',
      'The [x] (y) #1',
      '@everyone',
      '1. x',
      '- y',
      'May 2024',
      '漢字',
      `${'&'.repeat(60)}`,
    ),
  },
  { weight: 1, arbitrary: words(60) },
)
const source = fc.record(
  { publisher: named, url: address, published: named },
  { requiredKeys: ['publisher', 'url'] },
)
const file = fc.record({
  name: fc.constantFrom('heroine.json', 'a.txt'),
  text: fc.oneof(joined, fc.constantFrom('', 'x'.repeat(2900), `${'line\n'.repeat(900)}`, '<@U1> & ```')),
})

const anyDraft = fc.record(
  {
    tone: fc.constantFrom(...tones),
    title: words(limits.title),
    text: anyText,
    parts: fc.array(anyPart, { maxLength: 3 }),
    actions: fc.uniqueArray(action, { maxLength: limits.actions, selector: ({ label }) => label }),
    menu,
    file,
    sources: fc.array(source, { maxLength: limits.sources }),
    checked: fc.constant('2026-11-22'),
    seenBy: fc.constantFrom('asker' as const, 'everyone' as const),
  },
  { requiredKeys: ['tone', 'title', 'text'] },
)

/** Of one kind as much as a reply may hold: what costs a platform most for what it says. */
const shapes: ((unit: string, count: number) => Block[])[] = [
  (unit, count) => [{ paragraph: [unit.repeat(count)] }],
  (unit, count) => Array.from({ length: count }, () => ({ paragraph: [unit] })),
  (unit, count) => [{ paragraph: Array.from({ length: count }, () => ({ strong: unit })) }],
  (unit, count) => [
    { paragraph: Array.from({ length: count }, (_, at) => (at % 2 ? { emphasis: unit } : ' ')) },
  ],
  (unit, count) => [{ paragraph: Array.from({ length: count }, () => ({ spoiler: unit })) }],
  (unit, count) => [{ list: Array.from({ length: count }, () => [unit]), numbered: true, from: 1999 }],
  (unit, count) => [{ list: Array.from({ length: count }, () => [unit]) }],
  (unit, count) => Array.from({ length: count }, () => ({ quote: [unit] })),
  (unit, count) => [
    { paragraph: Array.from({ length: count }, () => ({ link: 'https://a.bc', label: unit })) },
  ],
  (unit, count) => [
    { paragraph: Array.from({ length: count }, () => ({ instant: '2026-11-25T09:00:00Z', words: unit })) },
  ],
]

/** A draft filled to the brim: one unit more would be refused. */
const brimful: fc.Arbitrary<Draft> = fc
  .tuple(
    anyDraft,
    fc.constantFrom(...shapes),
    fc.constantFrom('x', '*', '&', '<', 'é', '漢', '😀', '1.', 'ab cd '),
    fc.constantFrom(0, 0, 1),
  )
  .map(([draft, shape, unit, over]) => {
    const filled = (count: number) => ({ ...draft, text: count > 0 ? shape(unit, count) : [] })
    let [fits, tooMany] = [0, limits.budget]
    while (tooMany - fits > 1) {
      const half = (fits + tooMany) >> 1
      if (sizeOf(filled(half)) <= limits.budget) fits = half
      else tooMany = half
    }
    return filled(fits + over)
  })

/** Whatever a command might write. The schema refuses some of it, as it should. */
export const anyReply: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 6, arbitrary: anyDraft },
  { weight: 1, arbitrary: brimful },
)
