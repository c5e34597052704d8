import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { startFakeDiscord } from './fakes/discord/index.ts'
import { startFakeSlack } from './fakes/slack/slack.ts'
import { startArguments } from './program.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'heroine-start-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Ended = { code: number | null; out: string; err: string }

/** Runs the bot as `npm start` does, until it is ready (then stops it) or ends by itself. */
function start(env: Record<string, string>, script = startArguments.slice(-1)): Promise<Ended> {
  const child = spawn(process.execPath, [...startArguments.slice(0, -1), ...script], {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: mkdtempSync(join(folder, 'data-')), ...env },
  })
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.on('data', words => {
    ended.out += words
    if (String(words).includes('is ready')) child.kill('SIGTERM')
  })
  child.stderr.on('data', words => {
    ended.err += words
  })
  return new Promise(resolve => child.on('close', code => resolve({ ...ended, code })))
}

/** One clear sentence or two, a remedy, a non-zero code, and no stack trace. */
function expectFault({ code, err }: Ended, says: RegExp, remedy: RegExp) {
  expect(err).toMatch(says)
  expect(err).toMatch(remedy)
  expect(err).not.toMatch(/^\s+at |node:internal|Error:/m)
  expect(code).toBe(1)
}

const discord = { DISCORD_TOKEN: 'test-token' }
const slack = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test' }
const scopes = ['commands', 'chat:write', 'users:read', 'usergroups:read', 'channels:read', 'groups:read']

describe('starting', () => {
  it('serves the playground with no account, and says how to connect', async () => {
    const ended = await start({})
    expect(ended.out).toMatch(/open http:\/\/127\.0\.0\.1:\d+/)
    expect(ended.out).toContain('DISCORD_TOKEN')
    expect(ended.code).toBe(0)
  })

  it('starts the platforms that have credentials, both at once', async () => {
    const [one, two] = await Promise.all([
      startFakeDiscord({ token: 'test-token' }),
      startFakeSlack({ botToken: 'xoxb-test', appToken: 'xapp-test', scopes }),
    ])
    const ended = await start({ ...discord, DISCORD_API_URL: one.url, ...slack, SLACK_API_URL: two.url })
    expect(ended.out).toContain('Heroine is ready on discord and slack.')
    expect(one.intents).toEqual(['Guilds'])
    await Promise.all([one.stop(), two.stop()])
  })

  it('explains a wrong Discord token', async () => {
    const fake = await startFakeDiscord({ token: 'another' })
    expectFault(
      await start({ ...discord, DISCORD_API_URL: fake.url }),
      /Discord refused DISCORD_TOKEN/,
      /Copy the bot token again/,
    )
    await fake.stop()
  })

  it('explains a wrong Slack bot token, a wrong app token and a missing scope', async () => {
    const open = (options: object) =>
      startFakeSlack({ botToken: 'xoxb-test', appToken: 'xapp-test', scopes, ...options })
    const cases = [
      [await open({ botToken: 'xoxb-other' }), /Slack refused SLACK_BOT_TOKEN/, /Copy it again/],
      [await open({ appToken: 'xapp-other' }), /Slack refused SLACK_APP_TOKEN/, /Copy it again/],
      [await open({ appScopes: [] }), /lacks the scope connections:write/, /Add it/],
      [await open({ scopes: ['commands'] }), /lacks chat:write, users:read/, /npm run manifest/],
    ] as const
    for (const [fake, says, remedy] of cases) {
      expectFault(await start({ ...slack, SLACK_API_URL: fake.url }), says, remedy)
      await fake.stop()
    }
  })

  it('explains a platform that cannot be reached', async () => {
    expectFault(
      await start({ ...slack, SLACK_API_URL: 'http://127.0.0.1:9/api/' }),
      /Slack cannot be reached/,
      /Check the network/,
    )
  })

  it.each([
    [{ PORT: 'eighty' }, /PORT must be a port number/],
    [{ PORT: '70000' }, /PORT must be at most 65535/],
    [{ SLACK_BOT_TOKEN: 'nonsense', SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_BOT_TOKEN must begin with xoxb-/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_APP_TOKEN is missing/],
    [{ DISCORD_API_URL: 'not an address' }, /DISCORD_API_URL must be an address/],
  ])('explains a variable with an unknown value: %j', async (env, says) => {
    expectFault(await start(env as Record<string, string>), says, /Mend it in \.env/)
  })

  it('explains a PORT that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    expectFault(await start({ PORT: String(port) }), new RegExp(`${port}`), /another port|PORT/)
    server.close()
  })

  it('explains a data folder that is a plain file', async () => {
    const file = join(folder, 'plain')
    writeFileSync(file, 'x')
    expectFault(await start({ DATA_DIR: file }), /data folder .* cannot be made/, /DATA_DIR/)
  })

  it('explains an older Node, in plain JavaScript', async () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import('./src/guard.js?again')`
    const child = await start({}, ['--input-type=module', '-e', pretend])
    expectFault(child, /needs Node 26 or newer, and this is Node 20\.20\.2/, /npm start/)
  })
})
