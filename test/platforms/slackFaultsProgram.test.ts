import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startFakeDiscord } from '../fakes/discord/index.ts'
import { startFakeSlack } from '../fakes/slack/slack.ts'
import { endProgram, onBoth, startProgram } from '../program.ts'

it('Discord goes on where Slack no longer takes the token, and the operator is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heroine-slack-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [discord, slack] = await Promise.all([
    startFakeDiscord({ token: 'test-token' }),
    startFakeSlack({ botToken: 'xoxb-test', appToken: 'xapp-test' }),
  ])
  onTestFinished(async () => void (await Promise.all([discord.stop(), slack.stop()])))
  const program = await startProgram(onBoth(folder, discord, slack))
  await slack.connected(2)
  slack.revoke()
  slack.drop()
  await expect
    .poll(program.log, { timeout: 10_000 })
    .toContain('Slack refused SLACK_APP_TOKEN (invalid_auth)')
  // Longer than the SDK's own way back would take to end the process.
  await new Promise(resolve => setTimeout(resolve, 6000))
  expect(program.child.exitCode).toBeNull()
  expect((await discord.command({ name: 'film' })).failed).toBeFalsy()
  expect(program.log()).not.toContain('xapp-test')
  expect(await endProgram(program, 'SIGTERM')).toBe(0)
}, 60_000)
