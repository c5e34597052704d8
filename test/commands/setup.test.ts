import { beforeEach, expect, it } from 'vitest'
import { type Assembled, assemble } from '../../src/assemble.ts'
import { plainReply } from '../../src/core/plain.ts'
import type { Reply } from '../../src/core/reply.ts'

const place = { community: 'discord:1', channel: 'general' } as const
const now = Temporal.Instant.from('2026-11-25T12:00:00Z')
let bot: Assembled['bot']
let store: Assembled['store']
let missing: string[]

beforeEach(() => {
  missing = []
  ;({ bot, store } = assemble({ dataDir: ':memory:', check: async () => missing, report: () => {} }))
})

const say = (line: string): Promise<Reply> =>
  bot.answer(line, { by: { isModerator: () => true }, now, locale: 'en', place })
const settings = () => store.communities.settings(place.community)

it('saves each step as it is pressed and shows the next one', async () => {
  const presses: [line: string, next: string][] = [
    ['/setup', 'where are you?'],
    ['/setup region:US', 'which part?'],
    ['/setup region:US-WV', 'language'],
    ['/setup language:en', 'time zone'],
    ['/setup timezone:America/New_York', 'channel'],
    ['/setup channel:general', 'moderators'],
    ['/setup modchannel:mods', 'who sees answers'],
    ['/setup public:no', 'a first reminder'],
  ]
  for (const [line, next] of presses) expect((await say(line)).title, line).toContain(next)
  expect(await settings()).toEqual({
    region: 'US-WV',
    language: 'en',
    timeZone: 'America/New_York',
    channel: 'general',
    moderatorChannel: 'mods',
    publicFacts: false,
  })
})

it('offers the state’s usual time zone first', async () => {
  await say('/setup region:US-CA')
  const { menu } = await say('/setup step:timezone')
  expect(menu?.choices[0]?.ask).toBe('/setup timezone:America/Los_Angeles')
})

it('names what is missing in a channel and does not save it', async () => {
  missing = ['Send Messages']
  const reply = await say('/setup channel:closed')
  expect(plainReply(reply)).toContain('Missing: Send Messages')
  expect(await settings()).toEqual({})
})

it('ends by saying what it will not notice', async () => {
  const reply = await say('/setup step:done')
  expect(plainReply(reply)).toContain('I read no messages. I will not notice an emergency.')
})

it('prepares a first reminder that waits to be started', async () => {
  await say('/setup timezone:UTC channel:general')
  await say('/setup reminder:yes')
  const [due] = await store.reminders.list(place.community)
  expect(due?.reminder).toMatchObject({ run: ['/support'], channel: 'general' })
  expect(due?.reminder.paused).toBeDefined()
})
