import fc from 'fast-check'
import { LocalResource } from '../../src/core/localResource.ts'
import { localNeeds } from '../../src/knowledge/local.ts'

/** One that is right on 24 November 2026, with a place. */
export const resource = (parts: Partial<LocalResource> = {}): LocalResource =>
  LocalResource.parse({
    id: 'a1b2c3d4',
    name: 'Porch',
    need: 'peers',
    place: 'Main Street',
    confirmed: '2026-11-01',
    checkAgain: '2027-02-01',
    ...parts,
  })

const words = (length: number) => 'ordinary words about it '.repeat(20).slice(0, length - 1) + 'x'
const phone = { dial: '+13045550100', display: '(304) 555-0100 ext. 12345' }

/** Every field as long as its own limit allows, in ordinary words. */
export const longest = {
  ...resource({ need: 'here' }),
  name: words(80),
  about: words(120),
  hours: words(100),
  place: words(110),
  link: `https://example.org/${'a'.repeat(230)}`,
  call: phone,
  text: phone,
}

const written = (min: number, max: number) =>
  fc.oneof(
    fc.constantFrom(' '.padEnd(max, 'word '), 'x'.repeat(max), '*_'.repeat(max / 2), '🙂'.repeat(max / 2)),
    fc.string({ unit: 'grapheme', minLength: min, maxLength: max }),
    fc.string({
      unit: fc.constantFrom('a', ' ', '*', '_', '@', '#', '\n', '<', '👩‍👩‍👧', '-', '.'),
      minLength: min,
      maxLength: max,
    }),
  )
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 6 })
const day = fc.constantFrom('2026-09-30', '2026-11-20', '2026-12-30', '2027-09-28')

const links = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.nat({ max: 230 }).map(length => `https://example.org/${'a'.repeat(length)}`),
  fc.nat({ max: 200 }).map(length => `https://example.org/?q=(${'-_)'.repeat(length / 3)}`),
)

/** Whatever the store may hold: long, odd and hostile words in every field. */
export const resources: fc.Arbitrary<LocalResource> = fc
  .record({
    id: fc.uuid().map(id => id.slice(0, 8)),
    name: written(2, 80),
    need: fc.constantFrom(...localNeeds.map(({ value }) => value)),
    about: maybe(written(1, 120)),
    call: maybe(fc.constant(phone)),
    text: maybe(fc.constant(phone)),
    link: maybe(links),
    hours: maybe(written(1, 100)),
    place: maybe(written(1, 110)),
    confirmed: day,
    checkAgain: day,
  })
  .filter(made => LocalResource.safeParse(made).success)
