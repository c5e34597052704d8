import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { measured, platformLimits } from '../../scripts/content/fits.ts'
import { assemble } from '../../src/assemble.ts'
import type { Context } from '../../src/core/ask.ts'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import type { LocalResource } from '../../src/core/localResource.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Reply } from '../../src/core/reply.ts'
import { needs } from '../../src/knowledge/schema.ts'
import { render as discord } from '../../src/platforms/discord/render.ts'
import { render as slack } from '../../src/platforms/slack/render.ts'
import { longest, resource, resources } from '../knowledge/localSample.ts'

const reported: string[] = []
const { bot, communities, knowledge, store } = assemble({
  dataDir: ':memory:',
  check: async () => [],
  report: (where, error) => void reported.push(`${where}: ${(error as Error).message}`),
})
afterAll(() => {
  store.close()
  expect(reported).toEqual([])
})

let count = 0
/** A community of its own, with these settings. */
async function community(settings: Settings = { region: 'US-WV' }) {
  const id: CommunityId = `discord:${++count}`
  await communities.change(id, () => settings)
  const context = (extra: Partial<Context> = {}): Context => ({
    by: { isModerator: () => true, signature: () => '42' },
    now: Temporal.Instant.from('2026-11-24T12:00:00Z'),
    locale: 'en',
    place: { community: id, channel: '7' },
    ...extra,
  })
  return {
    id,
    say: (line: string, extra: Partial<Context> = {}) => bot.answer(line, context(extra)),
    saved: async () => (await communities.settings(id)).resources ?? [],
  }
}
const contacts = (reply: Reply) => reply.parts.flatMap(part => ('contacts' in part ? part.contacts : []))
const lines = (reply: Reply) => reply.actions.flatMap(action => ('ask' in action ? [action.ask] : []))
const on = (day: string) => ({ now: Temporal.Instant.from(`${day}T12:00:00Z`) })
const member = { by: { isModerator: () => false } }

describe('/resources add', () => {
  it('keeps what was written, checked and normalised, and asks again in three months', async () => {
    const { say, saved, id } = await community()
    const reply = await say(
      '/resources add name:"  Porch   talk " need:peers about:"Coffee and company" phone:"1 304.555.0100" text:211 link:https://example.org hours:"Mondays" place:"Main Street"',
    )
    expect(reply.title).toBe('Saved')
    expect(await saved()).toEqual([
      {
        id: expect.stringMatching(/^[a-f0-9]{8}$/),
        name: 'Porch talk',
        need: 'peers',
        about: 'Coffee and company',
        call: { dial: '+13045550100', display: '(304) 555-0100' },
        text: { dial: '211', display: '211' },
        link: 'https://example.org/',
        hours: 'Mondays',
        place: 'Main Street',
        confirmed: '2026-11-24',
        checkAgain: '2027-02-24',
      },
    ])
    expect((await communities.history(id))[0]).toMatchObject({ by: '42', before: { region: 'US-WV' } })
    expect(contacts(reply)[0]?.note).toBe('Added by this community, confirmed 24 November 2026')
  })

  it.each([
    ['need:talk', 'at least one of phone, text, link or place'],
    ['need:talk hours:"all day" about:"we listen"', 'at least one of phone, text, link or place'],
    ['need:here link:https://example.org', 'give the place'],
    ['need:talk phone:12345678', 'cannot be a phone number in US'],
    ['need:talk text:999', 'no short number that I know of in US'],
    ['need:talk link:example.org', 'begins with https:// or http://'],
    ['need:talk link:javascript:alert(1)', 'begins with https:// or http://'],
    ['need:talk phone:1-844-289-0879', 'sells referrals'],
    ['need:talk place:x about:"or call 1-844-289-0879"', 'sells referrals'],
    ['need:talk link:https://americanaddictioncenters.org/meetings', 'a chain of treatment centers'],
    ['need:talk phone:211 check:2026-11-24', 'must come after today'],
    ['need:talk phone:211 check:2028-01-01', 'within a year'],
    ['need:beds phone:211', 'need is not one of the choices'],
    [
      `need:talk place:"${'*'.repeat(110)}" about:"${'*'.repeat(120)}" hours:"${'*'.repeat(100)}" link:https://example.org/${'-'.repeat(90)}`,
      'too long in all',
    ],
    [`need:talk link:https://example.org/${'é'.repeat(100)}`, 'link is too long'],
    ['need:talk phone:211 name:x', 'name must be at least two letters'],
  ])('refuses %s in words, and saves nothing', async (rest, words) => {
    const { say, saved } = await community()
    const reply = await say(`/resources add ${rest.includes('name:') ? '' : 'name:"A place"'} ${rest}`)
    expect(reply.tone).toBe('problem')
    expect(plainReply(reply)).toContain(words)
    expect(await saved()).toEqual([])
  })

  it('takes the community’s country for numbers, and asks for it where none is set', async () => {
    const british = await community({ region: 'GB-SCT' })
    await british.say('/resources add name:"A place" need:talk phone:"020 7946 0958"')
    expect((await british.saved())[0]?.call?.dial).toBe('+442079460958')
    const nowhere = await community({})
    const reply = await nowhere.say('/resources add name:"A place" need:talk phone:304-555-0100')
    expect(plainReply(reply)).toContain('set the region')
    await nowhere.say('/resources add name:"A place" need:talk phone:"+1 304-555-0100"')
    expect((await nowhere.saved())[0]?.call?.dial).toBe('+13045550100')
  })

  it('keeps one line for the emergency card, and forty in all', async () => {
    const { say, saved } = await community()
    await say('/resources add name:"The box" need:here place:"front desk"')
    const second = await say('/resources add name:Another need:here place:"back door"')
    expect(plainReply(second)).toContain('“The box” has it')
    expect(await saved()).toHaveLength(1)
    const forty = Array.from({ length: 40 }, (_, n) => resource({ id: `aaaa${n}` }))
    const full = await community({ region: 'US', resources: forty })
    expect((await full.say('/resources add name:Another need:talk phone:211')).title).toBe(
      'That is one too many',
    )
    expect(await full.saved()).toHaveLength(40)
  })

  it('gives advice on words that hurt, and saves all the same', async () => {
    const { say, saved } = await community()
    const reply = await say('/resources add name:"A place" need:talk place:x about:"for addicts"')
    expect(plainReply(reply)).toContain('“addicts”: better')
    expect(await saved()).toHaveLength(1)
  })

  it('is for moderators, in a community', async () => {
    const { say, saved } = await community()
    expect((await say('/resources add name:"A place" need:talk phone:211', member)).title).toBe(
      'For moderators',
    )
    expect(await saved()).toEqual([])
    expect((await say('/resources', { place: undefined })).title).toBe('Not in a direct message')
  })
})

describe('/resources edit, confirm and remove', () => {
  const old = resource({
    call: { dial: '211', display: '211' },
    confirmed: '2026-08-01',
    checkAgain: '2026-11-01',
  })

  it('edit changes what is named, takes away with none, and confirms nothing by itself', async () => {
    const { say, saved } = await community({ region: 'US', resources: [old] })
    await say('/resources edit a1b2c3d4 place:none phone:304-555-0100')
    expect(await saved()).toEqual([
      { ...old, place: undefined, call: { dial: '+13045550100', display: '(304) 555-0100' } },
    ])
    const last = await say('/resources edit a1b2c3d4 phone:none')
    expect(plainReply(last)).toContain('at least one of')
    expect((await saved())[0]?.call?.dial).toBe('+13045550100')
    expect((await say('/resources edit a1b2c3d4')).title).toBe('What shall change?')
  })

  it('edit checks what it makes as add does, and lets the line on the card be edited', async () => {
    const box = resource({ id: 'bbbb', need: 'here', name: 'The box' })
    const { say, saved } = await community({ region: 'US', resources: [old, box] })
    expect(plainReply(await say('/resources edit a1b2c3d4 need:here'))).toContain('“The box” has it')
    expect((await say('/resources edit bbbb place:"back door"')).title).toBe('Saved')
    expect(plainReply(await say('/resources edit bbbb phone:1-844-289-0879'))).toContain('sells referrals')
    expect((await saved()).map(r => r.place)).toEqual(['Main Street', 'back door'])
  })

  it('confirm sets the day and asks again three months on, then goes on to the next that waits', async () => {
    const next = resource({ id: 'bbbb', checkAgain: '2026-11-24' })
    const { say, saved, id } = await community({ region: 'US', resources: [old, next] })
    const reply = await say('/resources confirm a1b2c3d4')
    expect((await saved())[0]).toEqual({ ...old, confirmed: '2026-11-24', checkAgain: '2027-02-24' })
    expect((await saved())[1]).toEqual(next)
    expect(lines(reply)).toEqual(['/resources list', '/resources confirm bbbb', '/resources remove bbbb'])
    expect((await communities.history(id))[0]?.by).toBe('42')
  })

  it('remove takes it away, and no id at all is answered in words', async () => {
    const { say, saved } = await community({ region: 'US', resources: [old] })
    for (const line of ['confirm', 'remove', 'edit'])
      expect((await say(`/resources ${line} zzzz`)).title).toBe('There is no such resource')
    expect((await say('/resources remove A1B2C3D4')).title).toBe('Removed')
    expect(await saved()).toEqual([])
    for (const line of ['confirm', 'remove'])
      expect((await say(`/resources ${line} a1b2c3d4`)).title).toBe('There is no such resource')
  })
})

describe('/resources list', () => {
  it('shows every one once with its state and buttons, the next to check first', async () => {
    const all = Array.from({ length: 7 }, (_, n) =>
      resource({
        id: `aaaa${n}`,
        name: `Place ${n}`,
        checkAgain: `2026-${['12-20', '10-01', '11-10'][n] ?? '12-24'}`,
      }),
    )
    const { say } = await community({ region: 'US', resources: all })
    const first = await say('/resources')
    const words = plainReply(first)
    expect(words).toMatch(
      /Place 1 \(aaaa1\).*no longer see it[\s\S]*Place 2 \(aaaa2\).*marked as that[\s\S]*Place 0 \(aaaa0\).*asked again on 20 December 2026/,
    )
    expect(lines(first)).toEqual([
      ...['aaaa1', 'aaaa2', 'aaaa0'].flatMap(id => [`/resources confirm ${id}`, `/resources remove ${id}`]),
      '/resources add',
      '/resources list 2',
    ])
    const seen = [first, await say('/resources list 2'), await say('/resources list 3')].flatMap(reply =>
      lines(reply).filter(line => line.includes('confirm')),
    )
    expect(new Set(seen).size).toBe(7)
    expect(lines(await say('/resources list 99')).at(-1)).toBe('/resources list 2')
  })

  it('says how to begin where there are none', async () => {
    expect(plainReply(await (await community()).say('/resources list'))).toContain('/resources add name:')
  })
})

describe('what members see of them', () => {
  const porch = resource({
    name: 'Porch',
    need: 'treatment',
    confirmed: '2026-11-01',
    checkAgain: '2026-12-01',
  })
  const box = resource({
    id: 'bbbb',
    name: 'The box',
    need: 'here',
    place: 'front desk',
    confirmed: '2026-11-01',
    checkAgain: '2026-12-01',
  })
  const settings = { region: 'US-WV', resources: [porch, box] }
  const line = 'Naloxone here: front desk (added by this community)'

  it('/support lists them first for their need, marked, and the checked ones after them', async () => {
    const { say } = await community(settings)
    for (const words of ['', 'need:treatment', 'region:US-WV need:treatment']) {
      const [first, ...rest] = contacts(await say(`/support ${words}`, member))
      expect(first, words).toMatchObject({
        name: 'Porch',
        note: 'Added by this community, confirmed 1 November 2026',
      })
      expect(rest.length, words).toBeGreaterThan(1)
      expect(JSON.stringify(rest), words).not.toContain('Added by this community')
    }
    for (const words of ['need:grief', 'region:GB need:treatment', 'region:GB'])
      expect(JSON.stringify(await say(`/support ${words}`, member)), words).not.toContain('Porch')
  })

  it('/support still shows every checked service once, page by page', async () => {
    const three = ['aaaa', 'bbbb', 'cccc'].map(id => resource({ id, name: `Own ${id}`, need: 'talk' }))
    for (const { code } of knowledge.regions)
      for (const need of code === 'US' ? Object.keys(needs) : ['talk']) {
        const names = async (resources: LocalResource[]) => {
          const { say } = await community({ region: code, resources })
          const found: string[] = []
          let next: string | undefined = `/support region:${code} need:${need}`
          while (next) {
            const reply: Reply = await say(next, member)
            expect(reply.tone, next).toBe('support')
            found.push(...contacts(reply).map(({ name }) => name))
            const more = reply.actions.find(action => action.label.startsWith('More'))
            next = more && 'ask' in more ? more.ask : undefined
          }
          return found
        }
        const own = three.map(r => ({ ...r, need }))
        const [without, with3] = [await names([]), await names(own)]
        expect(with3.slice(0, 2)).toEqual(['Own aaaa', 'Own bbbb'])
        expect(new Set(with3).size, code).toBe(with3.length)
        const services = (all: string[]) =>
          all.filter(name =>
            knowledge.resources.some(r => r.name === name && r.needs.includes(need as never)),
          )
        expect(services(with3), `${code} ${need}`).toEqual(expect.arrayContaining(services(without)))
      }
  }, 60_000)

  it('shows one that nobody confirmed as that for thirty days, and then no more', async () => {
    const { say } = await community(settings)
    for (const line of ['/support need:treatment', '/overdose', '/naloxone'])
      for (const [day, words] of [
        ['2026-11-30', ''],
        ['2026-12-30', 'not confirmed since 1 November 2026'],
        ['2026-12-31', undefined],
      ] as const) {
        const shown = plainReply(await say(line, { ...member, ...on(day) }))
        expect(shown.includes('dded by this community'), `${line} ${day}`).toBe(words !== undefined)
        if (words !== undefined)
          expect(shown.includes('not confirmed since'), `${line} ${day}`).toBe(words !== '')
        if (words) expect(shown).toContain(words)
      }
  })

  it.each(['/overdose', '/overdose now', '/ask my friend is not waking up after heroin'])(
    '%s has where naloxone is after step 2, and the steps go on with their numbers',
    async asked => {
      const { say } = await community(settings)
      const reply = await say(asked, member)
      expect(reply.tone).toBe('emergency')
      const words = plainReply(reply)
        .split('\n')
        .filter(l => l)
      const at = words.indexOf(line)
      expect(words[at - 1]).toMatch(/^2 Naloxone \(Narcan\)\? .* isn't opioids\.$/)
      expect(words.slice(at + 1, at + 5).map(l => l.slice(0, 2))).toEqual(['3 ', '4 ', '5 ', '6 '])
      const [card] = JSON.stringify(discord(reply)).match(/1\. Say where.*It can come back/) ?? []
      expect(card).toMatch(
        /2\. Naloxone.*opioids\.\\n\\n\*\*Naloxone here: front desk .*\*\*\\n3\. Not breathing/,
      )
      const lists = JSON.stringify(slack(reply)).match(
        /"type":"rich_text_list","style":"ordered"(,"offset":2)?/g,
      )
      expect(lists).toHaveLength(2)
      expect(lists?.[1]).toContain('"offset":2')
    },
  )

  it('/naloxone has it below the emergency line, whatever the topic', async () => {
    const { say } = await community(settings)
    for (const { slug } of knowledge.shownBy('naloxone'))
      expect(plainReply(await say(`/naloxone ${slug}`, member)).split('\n')[4], slug).toBe(line)
    expect(plainReply(await say('/overdose recovery-position', member))).not.toContain('Naloxone here')
  })

  it('leaves the card alone for those who took too much themselves, and for those who are elsewhere', async () => {
    const { say } = await community(settings)
    const self = await say('/ask i took too much heroin and i feel like i am going to pass out', member)
    expect(self.tone).toBe('emergency')
    for (const reply of [self, await say('/overdose we are in glasgow', member)])
      expect(plainReply(reply)).not.toContain('Naloxone here')
  })

  it('never shows them in another community, and on the clock only in their own', async () => {
    const other = await community({ region: 'US-WV' })
    const own = await community(settings)
    for (const asked of ['/overdose', '/naloxone', '/support need:treatment']) {
      expect(plainReply(await other.say(asked, { by: 'clock' }))).not.toContain('dded by this community')
      expect(plainReply(await own.say(asked, { by: 'clock' }))).toContain('dded by this community')
      expect(plainReply(await own.say(asked, { ...member, place: undefined }))).not.toContain('dded by this')
    }
  })
})

it('a store that is down takes no member’s line away', async () => {
  const down = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
  const box = resource({ need: 'here', place: 'front desk' })
  await down.communities.change('discord:1', () => ({ region: 'US-WV', resources: [box] }))
  down.store.close()
  const reply = await down.bot.answer('/overdose', {
    by: { isModerator: () => false },
    now: Temporal.Instant.from('2026-11-24T12:00:00Z'),
    locale: 'en',
    place: { community: 'discord:1', channel: '7' },
  })
  expect(plainReply(reply)).toContain('Naloxone here: front desk (added by this community)')
})

describe('the room in a reply', () => {
  const fits = (reply: Reply, name: string) => {
    expect(reply.title, `${name} ${reported.at(-1)}`).not.toBe('Sorry, that did not work')
    const sizes = measured(reply)
    for (const [limit, most] of Object.entries(platformLimits))
      expect(sizes[limit as keyof typeof sizes], `${name} ${limit}`).toBeLessThanOrEqual(most)
  }

  it('is enough for two of the longest beside any region’s services', async () => {
    const all = Object.keys(needs).flatMap((need, n) =>
      ['aaaa', 'bbbb'].map(id => ({ ...longest, id: `${id}${n}`, need })),
    )
    const own = [...all, longest]
    for (const { code } of knowledge.regions) {
      const { say } = await community({ region: code, resources: own })
      for (const need of [undefined, ...Object.keys(needs)])
        for (const day of ['2026-11-24', '2027-02-20']) {
          const asked = `/support region:${code}${need ? ` need:${need}` : ''}`
          const reply = await say(asked, { ...member, ...on(day) })
          expect(
            contacts(reply).filter(({ note }) => note?.startsWith('Added by')),
            asked,
          ).toHaveLength(2)
          fits(reply, asked)
        }
    }
  }, 120_000)

  it('is enough whatever moderators wrote, wherever it is shown', async () => {
    const regions = knowledge.regions.map(({ code }) => code)
    await fc.assert(
      fc.asyncProperty(
        fc.array(resources, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(undefined, ...regions),
        fc.constantFrom(...Object.keys(needs)),
        async (made, region, need) => {
          const own = made.map((r, n) => ({ ...r, id: `aaaa${n}` }))
          const { say } = await community({ region, resources: own })
          const shown = [
            '/support',
            `/support need:${need}`,
            '/support my brother in Virgina',
            '/overdose',
            '/naloxone you-may-have-read',
            '/ask my friend is not waking up after heroin',
            '/ask i feel like using again where is treatment',
          ]
          const pages = Math.ceil(own.length / 3)
          for (const line of [
            ...shown,
            ...Array.from({ length: pages }, (_, n) => `/resources list ${n + 1}`),
            '/resources confirm aaaa0',
          ])
            fits(await say(line), line)
        },
      ),
      { numRuns: 60 },
    )
  }, 120_000)

  it('is enough for what a moderator saves at its longest', async () => {
    const { say } = await community()
    const x = (n: number) => 'word '.repeat(n / 5)
    const reply = await say(
      `/resources add name:"${x(80)}" need:here about:"${x(120)}" phone:"304-555-0100 ext 12345" text:304-555-0100 link:https://example.org/${'a'.repeat(230)} hours:"${x(100)}" place:"${x(110)}"`,
    )
    expect(reply.title).toBe('Saved')
    fits(reply, 'add')
    fits(await say('/help resources'), 'help')
    fits(await say('/help'), 'help')
  })
})
