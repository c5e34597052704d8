import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Bot } from '../../src/core/platform.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { bodyOf, signed } from '../fakes/slack/httpMode.ts'
import { botThat } from './botThat.ts'
import { app, createBrowser, inMemory, startSlackHttp } from './startSlackHttp.ts'

const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })
const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: Temporal.Now.instant() }
const one = { id: 'T1', name: 'Fire & <b>Rescue</b>' }
const two = { id: 'T2', name: 'Harbor House' }

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
async function start(wanted: Parameters<typeof startSlackHttp>[1] = {}) {
  const bot = {
    ...botThat(),
    answer: vi.fn<Bot['answer']>(async () => reply),
    left: vi.fn<Bot['left']>(async () => {}),
    present: vi.fn<Bot['present']>(async () => {}),
  }
  const reported: string[] = []
  const report = (where: string) => void reported.push(where)
  const started = await startSlackHttp(bot, { report, ...wanted })
  stops.push(() => started.stop())
  started.fake.enter(one)
  return { ...started, started, bot, reported }
}
const posted = (started: Awaited<ReturnType<typeof start>>['started'], team: string) =>
  started.platform.post({ community: `slack:${team}`, channel: 'C1' }, reply, occurrence)

describe('installing on Slack, as a browser does it', () => {
  it('leads from our page to Slack and back, and commands are answered from then on', async () => {
    const { install, fake, bot, browser } = await start()
    const page = await install()
    expect(page.status).toBe(200)
    expect(page.text).toContain('Heroine is installed')
    expect(page.text).not.toContain('<b>Rescue')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const outcome = await fake.command({ command: '/film' })
    expect(outcome).toMatchObject({ ephemeral: true, acknowledged: true })
    expect(bot.answer.mock.lastCall?.[1].place?.community).toBe('slack:T1')
    expect(browser.cookies.size).toBe(0)
    expect(fake.refusals).toEqual([])
  })

  it('asks for the scopes of the manifest, and none of a person', async () => {
    const { browser } = await start()
    const asked = new URL(await browser.addToSlack()).searchParams
    expect(asked.get('scope')?.split(',')).toContain('chat:write')
    expect(asked.get('scope')).not.toMatch(/history|im:|users:read\.email/)
    expect(asked.get('user_scope')).toBeNull()
  })

  it.each([
    ['made up', (state: string) => state.replace(/^./, first => (first === 'A' ? 'B' : 'A'))],
    ['not there', () => ''],
    ['signed by somebody else', (state: string) => `${state.split('.')[0]}.${'A'.repeat(43)}`],
  ])('refuses a state that is %s', async (_, change) => {
    const { browser, fake, publicUrl } = await start()
    const state = new URL(await browser.addToSlack()).searchParams.get('state')!
    const changed = change(state)
    if (changed) browser.cookies.set([...browser.cookies.keys()][0]!, changed)
    const page = await browser.open(`${publicUrl}/slack/oauth_redirect?code=1&state=${changed}`)
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining('Nothing was installed') })
    expect(fake.calls['oauth.v2.access']).toBeUndefined()
  })

  it('refuses a state of another browser, one that is used again, and one that is ten minutes old', async () => {
    let ahead = 0
    vi.spyOn(globalThis, 'Date').mockImplementation(function (this: Date, ...given: []) {
      return given.length ? new RealDate(...given) : new RealDate(RealDate.now() + ahead)
    } as never)
    const { browser, fake, publicUrl } = await start()
    const consent = await browser.open(await browser.addToSlack())
    const other = createBrowser(publicUrl)
    expect((await other.open(consent.location!)).status).toBe(400)
    const [name, state] = [...browser.cookies][0]!
    expect((await browser.open(consent.location!)).status).toBe(200)
    browser.cookies.set(name, state)
    expect((await browser.open(consent.location!)).status).toBe(400)
    const late = await browser.open(await browser.addToSlack())
    ahead = 601_000
    expect((await browser.open(late.location!)).status).toBe(400)
    expect(fake.calls['oauth.v2.access']).toHaveLength(1)
    vi.restoreAllMocks()
  })

  it('says so where somebody cancels, and reports what is our own fault without showing it', async () => {
    const { browser, publicUrl, reported, fake } = await start()
    await browser.addToSlack()
    expect(await browser.open(`${publicUrl}/slack/oauth_redirect?error=access_denied`)).toMatchObject({
      status: 400,
      text: expect.stringContaining('cancelled'),
    })
    expect(reported).toEqual([])
    const consent = await browser.open(await browser.addToSlack())
    fake.fail('oauth.v2.access', { error: 'bad_client_secret' })
    const page = await browser.open(consent.location!)
    expect(page.status).toBe(500)
    expect(page.text).not.toMatch(/secret|xox/)
    expect(reported).toEqual(['slack install'])
  })
})
const RealDate = Date

describe('many workspaces on Slack', () => {
  it('are each answered and posted to with their own token, also after a restart', async () => {
    const { started, install, fake, bot } = await start()
    await install()
    fake.enter(two)
    await install()
    await started.restart()
    expect(bot.present.mock.lastCall).toEqual(['slack', ['slack:T1', 'slack:T2']])
    expect(await posted(started, 'T1')).toMatchObject({ result: 'posted' })
    expect(await posted(started, 'T2')).toMatchObject({ result: 'posted' })
    const tokens = fake.tokens['chat.postMessage']!
    expect(tokens).toEqual(fake.oauth!.secrets())
    await fake.command({ command: '/film' })
    expect(bot.answer.mock.lastCall?.[1].place?.community).toBe('slack:T2')
  })

  it('get nothing posted where the bot is not installed, and it says so', async () => {
    const { started } = await start()
    expect(await posted(started, 'T9')).toMatchObject({
      result: 'refused',
      why: expect.stringContaining('install'),
    })
    expect(await started.platform.check({ community: 'slack:T9', channel: 'C1' })).toHaveLength(1)
  })

  it('of one organization share one installation, and are forgotten with it', async () => {
    let now = Temporal.Now.instant()
    const { started, install, fake, bot } = await start({ clock: () => now })
    const org = { id: 'E1', name: 'The county' }
    fake.enter(one, org)
    await install()
    now = now.add({ seconds: 5 })
    expect((await fake.command({ command: '/film' })).ephemeral).toBe(true)
    fake.enter(two, org)
    expect((await fake.command({ command: '/film' })).ephemeral).toBe(true)
    await started.restart()
    expect(await posted(started, 'T2')).toMatchObject({ result: 'posted' })
    expect(fake.calls['chat.postMessage']?.at(-1)).toMatchObject({ team_id: 'T2' })
    await fake.event({ type: 'team_access_revoked', team_ids: ['T2'] })
    await expect.poll(() => bot.left.mock.calls.flat()).toEqual(['slack:T2'])
    expect(await posted(started, 'T2')).toMatchObject({ result: 'refused' })
    await fake.event({ type: 'app_uninstalled' })
    await expect.poll(() => bot.left.mock.calls.flat()).toEqual(['slack:T2', 'slack:T1'])
  })

  it('are forgotten when they remove the bot, but never one that installed it again since', async () => {
    let now = Temporal.Instant.from('2026-11-24T12:00:00Z')
    const { started, install, fake, bot } = await start({ clock: () => now })
    await install()
    await fake.event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } })
    now = now.add({ seconds: 5 })
    const removed = await fake.event({ type: 'app_uninstalled' })
    await expect.poll(() => bot.left.mock.calls.flat()).toEqual(['slack:T1'])
    expect(await posted(started, 'T1')).toMatchObject({ result: 'refused' })
    now = now.add({ seconds: 5 })
    await install()
    const { payload } = removed.envelope
    await fake.redeliver({ ...removed.envelope, payload: { ...payload, event_id: 'EvLATE' } })
    expect(bot.left).toHaveBeenCalledTimes(1)
    expect(await posted(started, 'T1')).toMatchObject({ result: 'posted' })
  })
})

describe('acknowledging a command', () => {
  it('waits for no store: it hangs, and 30 commands are answered at once all the same', async () => {
    const installs = inMemory()
    const { install, fake } = await start({ installs })
    fake.enter(one, { id: 'E1', name: 'The county' })
    await install()
    const hang = () => new Promise<never>(() => {})
    Object.assign(installs, { all: hang, keep: hang, remove: hang })
    const waited: number[] = []
    for (let n = 0; n < 30; n++) {
      // Each is of a workspace that was not seen before, and has to be kept.
      fake.enter({ id: `T${n + 10}`, name: 'New' }, { id: 'E1', name: 'The county' })
      const outcome = await fake.command({ command: '/film' })
      expect(outcome.ephemeral).toBe(true)
      waited.push(outcome.ms)
    }
    expect(waited.sort((a, b) => a - b).at(-2)).toBeLessThan(100)
  })
})

describe('a token that expires', () => {
  const began = Temporal.Now.instant()
  const at = (hours: number) => began.add({ seconds: hours * 3600 })

  it('is renewed before a scheduled post, once for many, and kept', async () => {
    let now = at(0)
    const { started, install, fake } = await start({ clock: () => now, rotation: true })
    await install()
    now = at(11)
    const ended = await Promise.all([1, 2, 3].map(() => posted(started, 'T1')))
    expect(ended.map(({ result }) => result)).toEqual(['posted', 'posted', 'posted'])
    expect(fake.calls['oauth.v2.access']?.filter(({ grant_type }) => grant_type)).toHaveLength(1)
    now = at(13)
    await started.restart()
    expect(await posted(started, 'T1')).toMatchObject({ result: 'posted' })
  })

  it('is renewed after a command that found it old, which waits for nothing', async () => {
    let now = at(0)
    const { install, fake } = await start({ clock: () => now, rotation: true })
    await install()
    now = at(11)
    fake.fail('oauth.v2.access', { delayMs: 1500 })
    const outcome = await fake.command({ command: '/film' })
    expect(outcome.ephemeral).toBe(true)
    expect(outcome.ms).toBeLessThan(1000)
    await expect.poll(() => fake.calls['oauth.v2.access']?.length).toBe(2)
  })

  it('that is over costs a command a moment at most, and a post is tried again later', async () => {
    let now = at(0)
    const { started, install, fake, reported } = await start({ clock: () => now, rotation: true })
    await install()
    now = at(13)
    fake.fail('oauth.v2.access', { delayMs: 1500 })
    const outcome = await fake.command({ command: '/film' })
    expect(outcome.ephemeral).toBe(true)
    expect(outcome.ms).toBeLessThan(1000)
    expect(await posted(started, 'T1')).toMatchObject({ result: 'posted' })
    now = at(26)
    fake.fail('oauth.v2.access', { status: 503 })
    expect(await posted(started, 'T1')).toMatchObject({ result: 'retry' })
    now = at(26.1)
    fake.fail('oauth.v2.access', { error: 'invalid_refresh_token' })
    expect(await posted(started, 'T1')).toMatchObject({
      result: 'refused',
      why: expect.stringContaining('install the app again'),
    })
    expect(reported.at(-1)).toBe('slack token of T1: invalid_refresh_token')
    expect(fake.posts).toHaveLength(1)
  })
})

describe('a request that says it comes from Slack', () => {
  const send = async (publicUrl: string, body: string, headers: Record<string, string>) =>
    (
      await fetch(`${publicUrl}/slack/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body,
      })
    ).status
  const fiveMinutes = 301

  it('is refused where it was signed by somebody else, changed, or is older than five minutes', async () => {
    const { publicUrl, install, fake, bot } = await start()
    await install()
    const { envelope } = await fake.command({ command: '/film' })
    const payload = { ...envelope.payload, trigger_id: 'another' }
    const { body } = bodyOf({ ...envelope, payload })
    const seconds = Math.floor(Date.now() / 1000)
    const before = bot.answer.mock.calls.length
    expect(await send(publicUrl, body, signed('another secret', body))).toBe(401)
    expect(await send(publicUrl, `${body}&x=1`, signed(app.signingSecret, body))).toBe(401)
    expect(await send(publicUrl, body, signed(app.signingSecret, body, seconds - fiveMinutes))).toBe(401)
    expect(await send(publicUrl, body, {})).toBe(401)
    const unsigned = { 'x-slack-request-timestamp': 'soon', 'x-slack-signature': 'v0=' }
    expect(await send(publicUrl, body, unsigned)).toBe(401)
    expect(bot.answer).toHaveBeenCalledTimes(before)
    expect(await send(publicUrl, body, signed(app.signingSecret, body))).toBe(200)
    expect(bot.answer).toHaveBeenCalledTimes(before + 1)
  })

  it('has one effect, however often it is sent within those five minutes', async () => {
    const { publicUrl, install, fake, bot } = await start()
    await install()
    const { envelope } = await fake.command({ command: '/film' })
    const { body } = bodyOf(envelope)
    for (let n = 0; n < 3; n++) expect(await send(publicUrl, body, signed(app.signingSecret, body))).toBe(200)
    expect(bot.answer).toHaveBeenCalledTimes(1)
  })
})
