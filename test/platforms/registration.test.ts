import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { payload } from '../../src/platforms/discord/commands.ts'
import { manifest, scopes } from '../../src/platforms/slack/manifest.ts'
import { checkManifest } from '../fakes/slack/manifest.ts'

const { bot } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })

describe('what is registered', () => {
  it('is a manifest that Slack takes, with no reserved command', () => {
    expect(checkManifest(manifest(bot.commands))).toEqual([])
  })

  it('asks Slack for no permission to read messages', () => {
    expect(Object.keys(scopes).filter(scope => /history|mpim|im:/.test(scope))).toEqual([])
  })

  it('gives Discord each command with typed options, and moderators’ ones their permission', () => {
    const commands = payload(bot.commands)
    expect(commands.map(command => command.name)).toEqual(
      bot.commands.map(command => command.name).filter(name => name !== 'home'),
    )
    for (const { name, default_member_permissions } of commands)
      expect(default_member_permissions, name).toBe(
        ['setup', 'settings', 'reminders', 'pause', 'resources', 'screening', 'mod-guide'].includes(name)
          ? '32'
          : null,
      )
  })

  it('has a choice for each region, found as somebody types', async () => {
    expect((await bot.suggest('support', 'region', 'west v'))[0]).toMatchObject({ value: 'US-WV' })
    expect((await bot.suggest('support', 'region', 'glasg'))[0]).toMatchObject({ value: 'GB-SCT' })
    expect((await bot.suggest('reminders create', 'timezone', 'new_y'))[0]).toMatchObject({
      value: 'America/New_York',
    })
    expect(await bot.suggest('nothing', 'at', 'all')).toEqual([])
  })
})
