import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { assemble } from '../../src/assemble.ts'
import { lineOf } from '../../src/platforms/slack/ask.ts'
import { manifest, optionalScopes, scopes } from '../../src/platforms/slack/manifest.ts'
import { namesOf, ourName, prefixFault, slackName } from '../../src/platforms/slack/names.ts'
import { checkManifestSchema } from '../fakes/slack/conformance.ts'
import { checkManifest } from '../fakes/slack/manifest.ts'

const { bot } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
const http = 'https://heroine.example.org'
const every = [{}, { prefix: 'cares' }, { http }, { http, prefix: 'abcdefghijklmnop' }]
const hasSchema = checkManifestSchema({}) !== undefined

describe('the Slack manifest', () => {
  it.each(every)('keeps Slack’s rules with %j', options => {
    expect(checkManifest(manifest(bot.commands, options))).toEqual([])
  })

  // Skipped where Slack's own schema is not beside the repository, and says so.
  it.skipIf(!hasSchema).each(every)('is what Slack’s own schema takes, with %j', options => {
    expect(checkManifestSchema(manifest(bot.commands, options))).toEqual([])
    expect(checkManifestSchema({ ...manifest(bot.commands, options), more: 1 })).not.toEqual([])
  })

  it('names no command that is behind a button only', () => {
    const names = manifest(bot.commands).features.slash_commands.map(({ command }) => command)
    expect(names).toContain('/film')
    expect(names).not.toContain('/home')
    expect(JSON.stringify(manifest(bot.commands).features)).not.toMatch(/apply|confirm \| confirm/)
  })

  it('has the two shortcuts, each with the id of its command, and the Home tab', () => {
    const { features } = manifest(bot.commands)
    expect(features.shortcuts?.map(({ name, type, callback_id }) => [name, type, callback_id])).toEqual([
      ['Find support', 'global', 'support'],
      ['Offer support privately', 'message', 'offer'],
    ])
    expect(features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_read_only_enabled: true })
  })

  it('connects by socket, or by addresses of one public host', () => {
    const socket = manifest(bot.commands)
    expect(socket.settings).toMatchObject({ socket_mode_enabled: true, token_rotation_enabled: false })
    expect(JSON.stringify(socket)).not.toContain('http')
    const served = manifest(bot.commands, { http })
    expect(served.settings).toMatchObject({ socket_mode_enabled: false, token_rotation_enabled: true })
    expect(served.settings.interactivity).toMatchObject({ request_url: `${http}/slack/events` })
    expect(served.features.slash_commands.every(({ url }) => url === `${http}/slack/events`)).toBe(true)
    expect(served.oauth_config.redirect_urls).toEqual([`${http}/slack/oauth_redirect`])
  })

  it('asks for nothing that reads messages or files, and gives a reason for each scope', () => {
    const asked = manifest(bot.commands).oauth_config.scopes.bot
    expect(asked).toEqual(Object.keys({ ...scopes, ...optionalScopes }))
    expect(asked.filter(scope => /history|mpim|im:|files:read|search|\.public|mentions/.test(scope))).toEqual(
      [],
    )
    for (const [scope, reason] of Object.entries({ ...scopes, ...optionalScopes }))
      expect(reason, scope).toMatch(/^(to|the same) /)
  })
})

describe('npm run manifest', () => {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, ['--import', './src/guard.js', 'scripts/manifest.ts', ...args], {
      encoding: 'utf8',
    })

  it('prints JSON, or the same as YAML', () => {
    const json = JSON.parse(run('--prefix', 'cares'))
    expect(json).toEqual(JSON.parse(JSON.stringify(manifest(bot.commands, { prefix: 'cares' }))))
    expect(parse(run('--yaml', '--http', `${http}/`))).toEqual(
      JSON.parse(JSON.stringify(manifest(bot.commands, { http }))),
    )
  }, 60_000)

  it.each([
    ['--http', 'http://heroine.example.org'],
    ['--http', 'heroine'],
    ['--prefix', 'Cares!'],
    ['--prefix', 'film'],
    ['--colour', 'red'],
  ])(
    'says what is wrong with %s %s, and how it is used',
    (...args) => {
      const ended = spawnSync(
        process.execPath,
        ['--import', './src/guard.js', 'scripts/manifest.ts', ...args],
        { encoding: 'utf8' },
      )
      expect(ended).toMatchObject({ status: 1, stdout: '' })
      expect(ended.stderr).toContain('npm run manifest -- --http')
      expect(ended.stderr).not.toMatch(/\n\s+at /)
    },
    60_000,
  )
})

describe('names of commands on Slack', () => {
  it.each([undefined, 'cares'])('come back as ours, with the prefix %s', prefix => {
    for (const { name } of bot.commands) {
      expect(ourName(slackName(name, prefix), prefix), name).toBe(name)
      expect(lineOf(`/${slackName(name, prefix)}`, 'x', prefix)).toBe(`/${name} x`)
    }
  })

  it('follow the prefix, help as the prefix alone', () => {
    expect(['help', 'about', 'film'].map(name => slackName(name, 'cares'))).toEqual([
      'cares',
      'cares-about',
      'cares-film',
    ])
    expect(['help', 'about', 'film'].map(name => slackName(name))).toEqual([
      'heroine',
      'heroine-about',
      'film',
    ])
  })

  it('stand in answers as they are typed there, while buttons keep ours', async () => {
    const by = { isModerator: () => false }
    const reply = await bot.answer('/help', { by, now: Temporal.Now.instant(), locale: 'en' })
    const plainly = JSON.stringify(namesOf(bot.commands).inReply(reply).text)
    expect(plainly).toContain('/heroine-settings ')
    expect(plainly).toContain('/overdose ')
    const shown = namesOf(bot.commands, 'cares').inReply(reply)
    expect(JSON.stringify(shown.text)).toContain('/cares-overdose ')
    expect(JSON.stringify(shown.text)).not.toMatch(/[ "]\/(film|about|help|settings)\b/)
    expect(shown.actions).toEqual(reply.actions)
    expect(namesOf(bot.commands, 'cares').inReply(shown)).toEqual(shown)
  })

  it('are left alone in addresses, in paths and in Slack’s own commands', () => {
    const words = 'https://x.org/about a/help /invite and/settings'
    const reply = {
      title: words,
      text: [{ paragraph: [{ link: 'https://x.org/help', label: 'x' }] }],
    } as never
    expect(namesOf(bot.commands, 'cares').inReply(reply)).toEqual(reply)
  })

  it('are refused as a prefix where Slack could not take them', () => {
    expect(prefixFault('cares', bot.commands)).toBeUndefined()
    for (const wrong of ['', 'A', 'a b', '-a', 'abcdefghijklmnopq', 'film'])
      expect(prefixFault(wrong, bot.commands), wrong).toBeDefined()
  })
})
