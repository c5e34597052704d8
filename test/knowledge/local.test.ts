import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measured, platformLimits } from '../../scripts/content/fits.ts'
import type { Settings } from '../../src/core/community.ts'
import {
  askingReply,
  LocalResource,
  localState,
  needAsking,
  nextCheck,
  roomEach,
} from '../../src/core/localResource.ts'
import { plainReply } from '../../src/core/plain.ts'
import { Reply } from '../../src/core/reply.ts'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'
import { localContact, localFor, naloxoneHere, readLink } from '../../src/knowledge/local.ts'
import { longest, resource, resources } from './localSample.ts'

const knowledge = openKnowledge()

describe('a resource that a community added', () => {
  it.each([
    ['2026-11-30', 'confirmed'],
    ['2026-12-01', 'stale'],
    ['2026-12-30', 'stale'],
    ['2026-12-31', 'hidden'],
    ['2030-01-01', 'hidden'],
  ])('to be checked again on 1 December is, on %s, %s', (today, state) => {
    expect(localState({ checkAgain: '2026-12-01' }, today)).toBe(state)
  })

  it('is to be checked again three months on, on a day that the month has', () => {
    expect(nextCheck('2026-11-24')).toBe('2027-02-24')
    expect(nextCheck('2026-11-30')).toBe('2027-02-28')
  })

  it('is asked about from its day on, longest due first, also when members no longer see it', () => {
    const own = ['2026-12-02', '2026-12-01', '2026-06-01'].map((checkAgain, n) =>
      resource({ id: `aaaa${n}`, checkAgain }),
    )
    expect(needAsking({ resources: own }, '2026-12-01').map(r => r.checkAgain)).toEqual([
      '2026-06-01',
      '2026-12-01',
    ])
    expect(needAsking({}, '2026-12-01')).toEqual([])
  })

  it('says whose it is and how sure', () => {
    const own = resource({ confirmed: '2026-09-01', checkAgain: '2026-12-01' })
    expect(localContact(own, '2026-11-24').note).toBe('Added by this community, confirmed 1 September 2026')
    expect(localContact(own, '2026-12-01').note).toBe(
      'Added by this community, not confirmed since 1 September 2026',
    )
  })

  it('always says something about itself, for a platform that takes no empty words', () => {
    const bare = { about: undefined, place: undefined, need: 'talk' }
    expect(localContact(resource(bare), '2026-11-24').about).toBe('Talk to someone now')
    expect(localContact(resource({ ...bare, need: 'unheard-of' }), '2026-11-24').about).not.toBe('')
  })

  it('takes all fields at their longest, and no more words than two of them leave room for', () => {
    expect(LocalResource.safeParse(longest).success).toBe(true)
    const marks = { ...longest, about: '*'.repeat(120), place: '*'.repeat(110) }
    expect(LocalResource.safeParse(marks).error?.issues[0]?.message).toContain('too long in all')
  })
})

describe('which ones are shown', () => {
  const own = (id: string, need: string, parts: Partial<LocalResource> = {}) =>
    resource({ id, need, ...parts })
  const today = '2026-11-24'
  const stale = { checkAgain: today }
  const hidden = { checkAgain: '2026-10-01' }
  const settings = (...list: LocalResource[]): Settings => ({ region: 'US-WV', resources: list })
  const ids = (list: LocalResource[]) => list.map(({ id }) => id)

  it('are the two first of a need, confirmed ones before the others, hidden ones never', () => {
    const all = settings(
      own('gone1', 'talk', hidden),
      own('stale', 'talk', stale),
      own('other', 'grief'),
      own('fine1', 'talk'),
      own('fine2', 'talk'),
    )
    expect(ids(localFor({ settings: all, today }, 'talk'))).toEqual(['fine1', 'fine2'])
    const few = settings(own('stale', 'talk', stale), own('gone1', 'talk', hidden), own('fine1', 'talk'))
    expect(ids(localFor({ settings: few, today }, 'talk'))).toEqual(['fine1', 'stale'])
  })

  it('where naloxone is counts for those who look for naloxone, after what was added for that', () => {
    const all = settings(own('here1', 'here'), own('nalo1', 'naloxone', stale))
    expect(ids(localFor({ settings: all, today }, 'naloxone'))).toEqual(['nalo1', 'here1'])
    expect(ids(localFor({ settings: all, today }, undefined))).toEqual(['nalo1'])
  })

  it.each([
    [{ region: 'US-WV', sure: true }, true],
    [{ region: 'US', sure: true }, true],
    [{ region: 'US-OH', sure: true }, false],
    [{ region: 'GB', sure: true }, false],
    [{ region: 'GB', sure: false }, true],
    [undefined, true],
  ])('for somebody in %j of a West Virginian community: %s', (whereabouts, shown) => {
    const showing = { settings: settings(own('here1', 'here', { place: 'front desk' })), whereabouts, today }
    expect(localFor(showing, 'naloxone').length > 0).toBe(shown)
    expect(naloxoneHere(showing) !== undefined).toBe(shown)
  })

  it('gives the emergency card its line while it is shown: the place, or what it is about', () => {
    const line = (parts: Partial<LocalResource>, day = today) =>
      naloxoneHere({
        settings: settings(
          own('here1', 'here', { confirmed: '2026-09-01', checkAgain: '2026-12-01', ...parts }),
        ),
        today: day,
      })
    expect(line({ place: 'front desk', about: 'ask Sam' })).toBe(
      'Naloxone here: front desk (added by this community)',
    )
    expect(line({ place: undefined, about: 'ask at the bar' })).toBe(
      'Naloxone here: ask at the bar (added by this community)',
    )
    expect(line({ place: 'front desk' }, '2026-12-01')).toBe(
      'Naloxone here: front desk (added by this community, not confirmed since 1 September 2026)',
    )
    expect(line({ place: 'front desk' }, '2026-12-31')).toBeUndefined()
    expect(naloxoneHere({ settings: settings(own('nalo1', 'naloxone')), today })).toBeUndefined()
  })
})

describe('a number that moderators wrote', () => {
  it.each([
    ['304-555-0100', 'US-WV', '+13045550100', '(304) 555-0100'],
    [' (304) 555 0100 ext 5 ', 'US', '+13045550100', '(304) 555-0100 ext. 5'],
    ['+44 20 7946 0958', 'US', '+442079460958', '+44 20 7946 0958'],
    ['020 7946 0958', 'GB-SCT', '+442079460958', '020 7946 0958'],
    ['+1 304 555 0100', undefined, '+13045550100', '+1 304 555 0100'],
    ['2-1-1', 'US-WV', '211', '211'],
    ['13 11 14', 'AU', '131114', '131114'],
    ['*4141', 'CL', '*4141', '*4141'],
  ])('%s in %s is dialled %s and read %s', (written, region, dial, display) => {
    expect(knowledge.phone(written, region)).toEqual({ dial, display })
  })

  it.each([
    ['304 555', 'US', 'no short number that I know of in US'],
    ['41411', 'US-WV', 'no short number that I know of in US'],
    ['999', 'US', 'no short number that I know of in US'],
    ['988', undefined, 'Set the region first'],
    ['123456789', 'US', 'cannot be a phone number in US'],
    ['1-800-FLOWERS', 'US', 'write all its digits and nothing else'],
    ['call 304 555 0100', 'US', 'cannot be a phone number in US'],
    ['304 555 0100', undefined, 'Begin it with + and the country code'],
    ['+1 304', 'US', 'cannot be a phone number'],
    ['', 'US', 'cannot be a phone number'],
  ])('%s in %s is refused in words', (written, region, words) => {
    expect(knowledge.phone(written, region)).toEqual({ wrong: expect.stringContaining(words) })
  })
})

describe('a page that moderators wrote', () => {
  it.each(['https://example.org/a?b=c', 'http://example.org/'])('may be %s', page => {
    expect(readLink(page)).toBe(page)
  })
  it.each([
    'example.org',
    'javascript:alert(1)',
    'ftp://example.org',
    'https://a:b@example.org',
    'http://localhost/',
    'http://127.0.0.1/',
    'https://americanaddictioncenters.org./',
    'https://',
  ])('may not be %s', page => {
    expect(readLink(page)).toEqual({ wrong: expect.any(String) })
  })
})

describe('the question whether they are still right', () => {
  it('has a button for yes and one for no about each, and says where the others wait', () => {
    const own = Array.from({ length: 5 }, (_, n) => resource({ id: `aaaa${n}`, name: `Place ${n}` }))
    const reply = Reply.parse(askingReply(own))
    expect(reply.actions.map(action => 'ask' in action && action.ask)).toEqual([
      '/resources confirm aaaa0',
      '/resources remove aaaa0',
      '/resources confirm aaaa1',
      '/resources remove aaaa1',
      '/resources confirm aaaa2',
      '/resources remove aaaa2',
      '/resources list',
    ])
    expect(plainReply(reply)).toContain('2 more wait in /resources list.')
    expect(reply.seenBy).toBe('asker')
    expect(plainReply(Reply.parse(askingReply(own.slice(0, 3))))).not.toContain('more wait')
  })

  it('says what is there, since when nobody confirmed it and when it goes', () => {
    const own = resource({
      name: 'Porch',
      call: { dial: '+13045550100', display: '(304) 555-0100' },
      place: 'Main Street',
      confirmed: '2026-09-01',
      checkAgain: '2026-12-01',
    })
    const words = plainReply(Reply.parse(askingReply([own])))
    expect(words).toContain('Porch')
    expect(words).toContain('Main Street · call (304) 555-0100')
    expect(words).toContain('Last confirmed 1 September 2026')
    expect(words).toContain('no longer see it from 31 December 2026')
    expect(words).not.toContain('more wait')
  })

  it('fits both platforms, whatever moderators wrote', () => {
    fc.assert(
      fc.property(fc.array(resources, { minLength: 1, maxLength: 40 }), own => {
        const sizes = measured(Reply.parse(askingReply(own.map((r, n) => ({ ...r, id: `aaaa${n}` })))))
        for (const [name, most] of Object.entries(platformLimits))
          expect(sizes[name as keyof typeof sizes], name).toBeLessThanOrEqual(most)
      }),
      { numRuns: 300 },
    )
    expect(roomEach).toBeGreaterThan(800)
  })
})
