import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeDiscord, startFakeDiscord, textOf } from './fakes/discord/index.ts'
import { type FakeSlack, startFakeSlack } from './fakes/slack/slack.ts'
import { registerCommands } from './platforms/register.ts'
import { endProgram, onBoth, type Program, startProgram } from './program.ts'

/** What "Save and start" asks: until somebody presses it nothing is posted. */
const resumed = (message: unknown): string =>
  /\/reminders resume \w+/.exec(JSON.stringify(message))?.[0] ?? 'no such button'

/** The whole program, as an operator runs it, on both platforms at once, stopped and started again. */
const canary = 'canaryquestion my sister used again'

describe('the program, stopped and started again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heroine-restart-'))
  let discord: FakeDiscord
  let slack: FakeSlack
  let program: Program
  let log = ''

  const run = async () => {
    program = await startProgram(onBoth(folder, discord, slack))
  }
  const stop = async () => {
    const code = await endProgram(program, 'SIGTERM')
    log += program.log()
    return code
  }

  beforeAll(async () => {
    discord = await startFakeDiscord({ token: 'test-token' })
    slack = await startFakeSlack({
      botToken: 'xoxb-test',
      appToken: 'xapp-test',
      channels: [{ id: 'C1', name: 'general', member: true }],
      admins: ['U0ADMIN'],
    })
    await registerCommands(discord)
    await run()
  })
  afterAll(async () => {
    program?.child.kill('SIGKILL')
    await Promise.all([discord.stop(), slack.stop()])
    rmSync(folder, { recursive: true })
  })

  it('takes a reminder from a moderator on each platform', async () => {
    const made = await discord.command({
      name: 'reminders',
      subcommand: 'create',
      options: { run: '/support region:US-WV', on: 'monday', at: '09:00', timezone: 'America/New_York' },
      permissions: '32',
    })
    const started = await discord.press({ customId: resumed(made.message), permissions: '32' })
    expect(textOf(started.message!)).toContain('Reminder saved')
    const too = await slack.command({
      command: '/reminders',
      text: 'create run:"/support region:US-WV" on:monday at:09:00 timezone:America/New_York',
      user: 'U0ADMIN',
    })
    const startedToo = await slack.press({ actionId: resumed(too.message), user: 'U0ADMIN' })
    expect(JSON.stringify(startedToo.message?.blocks)).toContain('Reminder saved')
  })

  it('answers a private question and keeps nothing of it: not the words, not who asked', async () => {
    const asked = await discord.command({
      name: 'ask',
      options: { question: canary },
      user: '770000000000000777',
    })
    expect(asked.ephemeral).toBe(true)
    const too = await slack.command({ command: '/ask', text: canary, user: 'U0CANARY' })
    expect(too.ephemeral).toBe(true)
    expect(await stop()).toBe(0)
    const kept =
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
        .join('') + log
    for (const secret of ['canaryquestion', '770000000000000777', 'U0CANARY'])
      expect(kept).not.toContain(secret)
    expect(kept).toContain('/support region:US-WV')
  })

  it('posts after the restart what came due meanwhile, once on each platform, for everyone', async () => {
    const file = new DatabaseSync(join(folder, 'heroine.sqlite'))
    const due = Date.now() - 5 * 60_000
    expect(file.prepare('update reminders set next_due = ?').run(due).changes).toBe(2)
    file.close()
    await run()
    await expect
      .poll(() => [discord.messages.length, slack.posts.length], { timeout: 10_000 })
      .toEqual([1, 1])
    expect(textOf(discord.messages[0]!)).toContain('988')
    expect(Number(discord.messages[0]!.flags) & 64).toBe(0)
    expect(slack.posts[0]?.text).toContain('988')
    expect(await stop()).toBe(0)
    await run()
    expect(await stop()).toBe(0)
    expect([discord.messages.length, slack.posts.length]).toEqual([1, 1])
  })
})
