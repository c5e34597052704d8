import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { startFakeDiscord } from './fakes/discord/index.ts'
import { startFakeSlack } from './fakes/slack/slack.ts'
import { endProgram, launchProgram, startProgram } from './program.ts'

const folder = mkdtempSync(join(tmpdir(), 'heroine-discord-'))
afterAll(() => rmSync(folder, { recursive: true }))
const dataDir = () => ({ DATA_DIR: mkdtempSync(join(folder, 'data-')) })
const scopes = ['commands', 'chat:write', 'users:read', 'usergroups:read', 'channels:read', 'groups:read']
const openSlack = () => startFakeSlack({ botToken: 'xoxb-test', appToken: 'xapp-test', scopes })
const slackEnv = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test' }
const discordEnv = (url: string) => ({ DISCORD_TOKEN: 'test-token', DISCORD_API_URL: url })
const unauthorized = Array(50).fill({ status: 401, code: 0 })
const answersOn = async (slack: Awaited<ReturnType<typeof openSlack>>) =>
  expect((await slack.command({ command: '/overdose' })).message?.text).toContain('911')
const soon = { timeout: 15_000, interval: 50 }

it('a Discord that cannot be reached is told in a sentence, and Slack answers meanwhile', async () => {
  const first = await startFakeDiscord({ token: 'test-token' })
  await first.stop()
  const slack = await openSlack()
  const program = launchProgram({
    ...dataDir(),
    ...discordEnv(first.url),
    ...slackEnv,
    SLACK_API_URL: slack.url,
  })
  await vi.waitFor(
    () => expect(program.log()).toContain('Discord cannot be reached. Check the network'),
    soon,
  )
  await vi.waitFor(() => answersOn(slack), soon)
  expect(program.log()).not.toContain('is ready')
  const fake = await startFakeDiscord({ token: 'test-token', port: Number(new URL(first.url).port) })
  await vi.waitFor(() => expect(program.log()).toContain('Heroine is ready on '), soon)
  expect(program.log()).not.toMatch(/^\s+at |node:internal|Error:/m)
  expect((await fake.command({ name: 'overdose' })).failed).toBe(false)
  expect(await endProgram(program, 'SIGTERM')).toBe(0)
  await Promise.all([fake.stop(), slack.stop()])
})

it('a token that Discord no longer takes ends a bot that has nothing else, and says what to do', async () => {
  const fake = await startFakeDiscord({ token: 'test-token' })
  const program = await startProgram({ ...dataDir(), ...discordEnv(fake.url) })
  const ended = new Promise(resolve => program.child.once('close', resolve))
  fake.fail('GET /gateway/bot', unauthorized)
  fake.drop(4004)
  expect(await ended).toBe(1)
  expect(program.log()).toContain('Discord refused DISCORD_TOKEN. Copy the bot token again')
  await fake.stop()
})

it('a token that Discord no longer takes leaves Slack answering', async () => {
  const [fake, slack] = await Promise.all([startFakeDiscord({ token: 'test-token' }), openSlack()])
  const program = await startProgram({
    ...dataDir(),
    ...discordEnv(fake.url),
    ...slackEnv,
    SLACK_API_URL: slack.url,
  })
  fake.fail('GET /gateway/bot', unauthorized)
  fake.drop(4004)
  await vi.waitFor(() => expect(program.log()).toContain('Discord refused DISCORD_TOKEN'), soon)
  await vi.waitFor(() => answersOn(slack), soon)
  expect(program.child.exitCode).toBe(null)
  fake.forgive()
  await fake.until(() => fake.gateway.identifies.length === 2 && fake.gateway.connected, 15_000)
  expect((await fake.command({ name: 'overdose' })).failed).toBe(false)
  await endProgram(program, 'SIGTERM')
  await Promise.all([fake.stop(), slack.stop()])
})
