import { describe, expect, it } from 'vitest'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'
import { type Need, needs, type Resource } from '../../src/knowledge/schema.ts'
import { contactOf, findSupport, firstSteps } from '../../src/knowledge/support.ts'

const knowledge = openKnowledge()
const today = Temporal.Instant.from('2026-11-24T12:00:00Z')
const years = Temporal.Instant.from('2030-06-01T12:00:00Z')
const allNeeds = Object.keys(needs) as Need[]

const service = (over: Partial<Resource>): Resource => ({
  id: 'x',
  name: 'X',
  kind: 'crisis_line',
  region: 'US',
  needs: ['talk'],
  about: 'Somebody to talk to.',
  call: { dial: '988', display: '988' },
  also_call: [],
  languages: ['en'],
  hours: 'always',
  always_open: true,
  cost: 'free',
  for: 'anyone',
  sources: [{ publisher: 'P', url: 'https://p.example' }],
  checked: '2026-11-22',
  check_again: '2027-05-21',
  confidence: 'high',
  ...over,
})
const names = (services: Resource[], region = 'US-WV', need: Need = 'talk', now = today) =>
  findSupport(services, { region, now, locale: 'en' }, need).map(found => found.id)

describe('choosing services', () => {
  it('never shows what is hidden, in any region, for any need, at any time', () => {
    const hidden = knowledge.resources.filter(resource => resource.hidden)
    expect(hidden.length).toBeGreaterThan(20)
    for (const { code } of knowledge.regions)
      for (const need of allNeeds)
        for (const now of [today, years])
          expect(
            findSupport(knowledge.resources, { region: code, now, locale: 'en' }, need).filter(found =>
              hidden.some(h => h.id === found.id),
            ),
          ).toEqual([])
  })

  it('stays within the region: the state, its country, and what serves everywhere', () => {
    const services = ['US-WV', 'US', 'INTL', 'US-OH', 'CA'].map(region => service({ id: region, region }))
    expect(names(services)).toEqual(['US-WV', 'US', 'INTL'])
  })

  it('puts a line for everyone before one for some, always open before hours, local before national', () => {
    const services = [
      service({ id: 'national' }),
      service({ id: 'local', region: 'US-WV' }),
      service({ id: 'hours', region: 'US-WV', always_open: false }),
      service({ id: 'some', kind: 'youth', region: 'US-WV' }),
    ]
    expect(names(services)).toEqual(['local', 'national', 'hours', 'some'])
  })

  it('turns that round when the need is itself for some', () => {
    const services = [
      service({ id: 'all', needs: ['talk', 'young'] }),
      service({ id: 'youth', kind: 'youth', needs: ['young', 'talk'] }),
    ]
    expect(names(services, 'US', 'young')[0]).toBe('youth')
  })

  it('past its date keeps a line that never closes, and of another only its page', () => {
    const services = [
      service({ id: 'open' }),
      service({ id: 'office', always_open: false, link: 'https://office.example' }),
      service({ id: 'gone', always_open: false }),
    ]
    const found = findSupport(services, { region: 'US', now: years, locale: 'en' }, 'talk')
    expect(found.map(f => [f.id, f.call?.dial])).toEqual([
      ['open', '988'],
      ['office', undefined],
    ])
    expect(contactOf(found[0]!, { now: years, locale: 'en' }).note).toContain('Last checked 2026-11-22')
    expect(contactOf(found[0]!, { now: today, locale: 'en' }).note).toBeUndefined()
  })

  it('still names a person to call in 2030 in the US, West Virginia, Canada, the UK, Ireland and Australia', () => {
    for (const region of ['US', 'US-WV', 'CA', 'GB', 'IE', 'AU']) {
      const found = findSupport(knowledge.resources, { region, now: years, locale: 'en' }, 'talk')
      expect(
        found.some(f => f.call),
        region,
      ).toBe(true)
      expect(found.length, region).toBeGreaterThan(1)
    }
  })

  it('offers the first steps without saying a service twice', () => {
    const steps = firstSteps(knowledge.resources, { region: 'US-WV', now: today, locale: 'en' })
    expect(steps.length).toBeGreaterThan(2)
    expect(new Set(steps.map(step => step.id)).size).toBe(steps.length)
  })

  it('puts a line that speaks the asker’s language first', () => {
    const services = [
      service({ id: 'english' }),
      service({ id: 'spanish', languages: ['es'], always_open: false }),
    ]
    const first = (locale: 'en' | 'es') =>
      findSupport(services, { region: 'US', now: today, locale }, 'talk')[0]!
    expect([first('en').id, first('es').id]).toEqual(['english', 'spanish'])
    expect(contactOf(services[1]!, { now: today, locale: 'en' }).note).toBe('Speaks Spanish.')
  })
})

describe('finding a place in a sentence', () => {
  it.each([
    ['where do I get narcan in ohio', 'US-OH'],
    ['narcan in OHIO?', 'US-OH'],
    ['my brother in huntington west virginia', 'US-WV'],
    ['glasgow', 'GB-SCT'],
    ['I live in Québec, Canada', 'CA-QC'],
    ['region US-WV please', 'US-WV'],
    ['help us', undefined],
    ['help in the US', 'US'],
    ['UK helpline', 'GB'],
    ['tell me about it', undefined],
    ['in or me ok hi', undefined],
    ['puerto rico', 'US-PR'],
    ['', undefined],
  ])('%s', (words, code) => {
    expect(knowledge.placeIn(words)).toBe(code)
  })
})
