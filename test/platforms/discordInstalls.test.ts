import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageContextMenuCommandInteraction } from 'discord.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Assembled, assemble } from '../../src/assemble.ts'
import { componentsOf, type Response, textOf } from '../fakes/discord/index.ts'
import { report } from './contract.ts'
import { registerCommands } from './register.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'

const text = (response: Response) => textOf(response.message ?? {})

const reported: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'installs-'))
/** All bytes of the data file and its journal. */
const bytes = () =>
  readdirSync(folder)
    .map(name => readFileSync(join(folder, name), 'latin1'))
    .join('')
let assembled: Assembled
let started: StartedDiscord
beforeAll(async () => {
  assembled = assemble({ dataDir: folder, check: async () => [], report: report(reported) })
  started = await startDiscord(assembled.bot)
  await registerCommands(started.fake, assembled.bot)
})
afterAll(async () => {
  await started.stop()
  assembled.store.close()
  rmSync(folder, { recursive: true })
  expect([...reported, ...started.reported]).toEqual([])
  expect(started.fake.refusals).toEqual([])
})
const inStore = async () => JSON.stringify(await assembled.store.communities.all())

describe('the bot as an app that somebody installed for themself on Discord', () => {
  const theirs = { installedByUser: true }

  it('answers what is for members in a conversation of theirs, privately, and knows no community', async () => {
    // What /ask was trained on is read at its first question, which can take seconds on a busy machine.
    await assembled.bot.answer('/ask what is naloxone', {
      by: { isModerator: () => false },
      now: Temporal.Now.instant(),
      locale: 'en',
    })
    const asks: [string, Record<string, string>][] = [
      ['overdose', {}],
      ['naloxone', {}],
      ['narcan', {}],
      ['support', { region: 'US-WV' }],
      ['ask', { question: 'what is naloxone' }],
      ['film', {}],
      ['facts', {}],
      ['about', {}],
      ['help', {}],
      ['offer', {}],
    ]
    for (const [name, options] of asks) {
      const response = await started.fake.command({ name, options, guild: null, ...theirs })
      expect(response, name).toMatchObject({ ephemeral: true, failed: false, deferred: false })
      expect(
        componentsOf(response.message!).some(one => String(one.custom_id).startsWith('share')),
        name,
      ).toBe(false)
    }
    expect(await inStore()).toBe('[]')
  })

  it('takes nothing from a server that it is not part of, and keeps nothing of it', async () => {
    // The server set its own region; the app is there only with the person.
    await started.fake.command({
      name: 'settings',
      subcommand: 'change',
      options: { region: 'GB', public: 'yes' },
      permissions: '32',
    })
    const before = started.fake.messages.length
    started.fake.addGuild({ id: '555', channels: [{ id: '556', name: 'theirs' }] }, { strange: true })
    const response = await started.fake.command({ name: 'film', channel: '556', guild: '555', ...theirs })
    expect(response.ephemeral).toBe(true)
    expect(text(response)).toContain('39 minutes')
    expect(componentsOf(response.message!).some(one => String(one.custom_id).startsWith('share'))).toBe(false)
    expect(started.fake.messages).toHaveLength(before)
    expect(await inStore()).not.toContain('555')
  })

  it('is offered no command of moderators, nor is anybody in a direct message', async () => {
    for (const name of ['setup', 'pause', 'mod-guide']) {
      await expect(started.fake.command({ name, guild: null, ...theirs })).rejects.toThrow('not offered')
      await expect(started.fake.command({ name, guild: null })).rejects.toThrow('not offered')
      await expect(started.fake.command({ name, ...theirs })).rejects.toThrow('not offered')
    }
  })
})

describe('“Offer support privately”, beside a message on Discord', () => {
  const canary = 'CANARY-4711 I used again and I cannot stop'
  const message = {
    id: '424242',
    content: canary,
    author: { id: '31337', username: 'CANARY-AUTHOR' },
    attachments: [],
  }
  const offer = (more: object = {}) =>
    started.fake.beside({ name: 'Offer support privately', message, ...more })

  it('prepares a text that whoever used it may send; the bot writes to nobody', async () => {
    const before = started.fake.messages.length
    const response = await offer()
    expect(response).toMatchObject({ ephemeral: true, deferred: false, followups: [] })
    expect(text(response)).toContain('A text that you may send')
    expect(text(response)).toContain('I write to nobody')
    expect(started.fake.messages).toHaveLength(before)
  })

  it('throws the message away unread: no word of it is said, kept or reported', async () => {
    const response = await offer()
    const heard = JSON.stringify([response, started.fake.messages, reported, started.reported])
    expect(heard).not.toMatch(/CANARY|31337|424242/)
    expect(bytes()).not.toMatch(/CANARY|31337|424242/)
  })

  it('never looks at it, although it arrives', async () => {
    const looked = vi.spyOn(MessageContextMenuCommandInteraction.prototype, 'targetMessage', 'get')
    await offer()
    expect(looked).not.toHaveBeenCalled()
    looked.mockRestore()
  })

  it('works in a conversation of two as well', async () => {
    const response = await offer({ guild: null, installedByUser: true })
    expect(text(response)).toContain('A text that you may send')
  })
})
