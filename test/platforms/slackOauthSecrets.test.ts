import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startFakeSlack } from '../fakes/slack/slack.ts'
import { endProgram, startProgram } from '../program.ts'
import { app, createBrowser, freePort } from './startSlackHttp.ts'

it('the whole program writes no secret anywhere: not into its log, nor readable into its folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heroine-secrets-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const fake = await startFakeSlack({
    botToken: 'xoxb-nobody',
    appToken: 'xapp-nobody',
    oauth: { ...app, rotation: true },
  })
  onTestFinished(() => fake.stop())
  const key = randomBytes(32).toString('base64')
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const program = await startProgram({
    DATA_DIR: folder,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    SLACK_API_URL: fake.url,
    SLACK_CLIENT_ID: app.clientId,
    SLACK_CLIENT_SECRET: app.clientSecret,
    SLACK_SIGNING_SECRET: app.signingSecret,
    SLACK_INSTALL_KEY: key,
  })
  fake.sendTo({ url: `${publicUrl}/slack/events`, signingSecret: app.signingSecret })
  const browser = createBrowser(publicUrl)
  const page = await browser.follow(await browser.addToSlack())
  expect(page.text).toContain('Heroine is installed')
  expect((await fake.command({ command: '/film' })).ephemeral).toBe(true)
  // What goes wrong must not tell them either.
  fake.fail('oauth.v2.access', { error: 'bad_client_secret' })
  await browser.follow(await browser.addToSlack())
  fake.fail('users.info', { status: 500, body: 'xoxb-canary' })
  await fake.command({ command: '/settings', text: 'region:GB' })
  await expect.poll(() => program.log()).toContain('slack install')
  expect(await endProgram(program, 'SIGTERM')).toBe(0)

  const secrets = [...fake.oauth!.secrets(), app.clientSecret, app.signingSecret, key, 'U0INSTALLER']
  expect(secrets.length).toBeGreaterThan(5)
  const kept = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
  expect(kept.join('')).toContain('installs')
  for (const secret of secrets)
    for (const [what, words] of [['log', program.log()], ...kept.map(words => ['folder', words] as const)])
      expect(words?.includes(secret), `${secret.slice(0, 14)}… in the ${what}`).toBe(false)
  expect(page.text).not.toMatch(/xox|canary/)
}, 60_000)
