import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { PermissionsBitField, REST } from 'discord.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { registration } from '../../src/platforms/discord/commands.ts'
import { invites, needed, optional } from '../../src/platforms/discord/invite.ts'
import { register } from '../../src/platforms/discord/register.ts'
import { APPLICATION_ID, type FakeDiscord, startFakeDiscord } from '../fakes/discord/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { bot, store } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
const all = registration(bot.commands)
type Json = Record<string, unknown>
const application = APPLICATION_ID

let fake: FakeDiscord
let rest: REST
beforeAll(async () => {
  fake = await startFakeDiscord({ token: 'test-token' })
  rest = new REST({ api: fake.url, retries: 0 }).setToken('test-token')
})
afterAll(async () => {
  await fake.stop()
  store.close()
  expect(fake.refusals).toEqual([])
})
const named = (name: string): Json => fake.commands.find(command => command.name === name) as Json

describe('what Discord is told of the commands', () => {
  it('opens those for members to everybody everywhere, and those for moderators to them in servers', () => {
    for (const { name, contexts, integration_types, default_member_permissions } of all) {
      const entry = bot.commands.find(command => command.name === name)
      expect({ contexts, integration_types, default_member_permissions }, name).toEqual(
        entry?.who === 'moderators'
          ? { contexts: [0], integration_types: [0], default_member_permissions: '32' }
          : { contexts: [0, 1, 2], integration_types: [0, 1], default_member_permissions: null },
      )
    }
    const everywhere = all.filter(({ contexts }) => contexts?.length === 3).map(({ name }) => name)
    expect(everywhere).toEqual([
      'overdose',
      'naloxone',
      'narcan',
      'support',
      'ask',
      'film',
      'facts',
      'offer',
      'about',
      'help',
      'Offer support privately',
    ])
  })

  it('names the command beside a message by its own words, and no page that stands behind a button', () => {
    expect(all.filter(({ type }) => type === 3)).toMatchObject([{ name: 'Offer support privately' }])
    expect(all.map(({ name }) => name)).not.toContain('home')
  })

  it('has room for names in other languages', () => {
    const [support] = registration(
      bot.commands.filter(({ name }) => name === 'support'),
      {
        support: { es: { name: 'apoyo', about: 'Dónde hay ayuda' } },
        'support region:': { es: { name: 'región', about: 'Dónde estás' } },
      },
    ) as unknown as [Json & { options: Json[] }]
    const twice = (words: string) => ({ 'es-ES': words, 'es-419': words })
    expect(support).toMatchObject({
      name: 'support',
      name_localizations: twice('apoyo'),
      description_localizations: twice('Dónde hay ayuda'),
    })
    expect(support.options[0]).toMatchObject({ name: 'region', name_localizations: twice('región') })
    expect(support.options[1]).not.toHaveProperty('name_localizations')
  })
})

describe('registering', () => {
  beforeEach(async () => {
    await register(rest, { application }, all)
  })

  it('sends nothing where Discord has it all', async () => {
    const ids = fake.commands.map(({ id, version }) => [id, version])
    expect(await register(rest, { application }, all)).toEqual([])
    expect(fake.commands.map(({ id, version }) => [id, version])).toEqual(ids)
  })

  it('sees names in other languages, which Discord tells only to who asks for them', async () => {
    const spanish = registration(bot.commands, { support: { es: { name: 'apoyo' } } })
    expect(await register(rest, { application }, spanish)).toEqual([
      '~ /support',
      '    name_localizations: nothing → {"es-419":"apoyo","es-ES":"apoyo"}',
    ])
    expect(await register(rest, { application }, spanish)).toEqual([])
    expect(named('support').name_localizations).toMatchObject({ 'es-ES': 'apoyo' })
  })

  it('says what changes, in words: commands, options, choices, and who may', async () => {
    const wanted = all
      .filter(({ name }) => name !== 'about')
      .map(command => {
        const changed = structuredClone(command) as unknown as Json & { options: Json[] }
        if (command.name === 'film') changed.description = 'Another one'
        if (command.name === 'support') changed.options = changed.options.slice(0, 2).reverse()
        if (command.name === 'pause') changed.default_member_permissions = '8'
        if (command.name === 'reminders') {
          const create = changed.options[0] as { options: Json[] }
          const every = create.options.find(({ name }) => name === 'every') as { choices: Json[] }
          every.choices.shift()
        }
        return changed
      })
    wanted.push({ type: 1, name: 'hello', description: 'Says hello', options: [] })
    expect(await register(rest, { application }, wanted as never)).toEqual([
      '~ /support',
      '    - option page',
      '    options stand in another order',
      '~ /film',
      '    description: "The documentary Heroin(e): what it is, who is in it, where to watch" → "Another one"',
      '~ /reminders',
      '    - option create option every choice day',
      '~ /pause',
      '    default_member_permissions: "32" → "8"',
      '+ /hello',
      '- /about',
    ])
    expect(named('film').description).toBe('Another one')
    expect(named('about')).toBeUndefined()
  })

  it('in one server leaves the others alone, and says nothing of where it may be used', async () => {
    const everywhere = JSON.stringify(fake.commands)
    const changes = await register(rest, { application, guild: '100' }, all)
    expect(changes).toHaveLength(all.length)
    expect(changes[0]).toBe('+ /overdose')
    const [overdose] = fake.guildCommands('100')
    expect(overdose).toMatchObject({ name: 'overdose', guild_id: '100' })
    expect(overdose).not.toHaveProperty('contexts')
    expect(overdose).not.toHaveProperty('integration_types')
    expect(await register(rest, { application, guild: '100' }, all)).toEqual([])
    expect(JSON.stringify(fake.commands)).toBe(everywhere)
  })
})

describe('the invitation', () => {
  const permissionsOf = (url: string) =>
    new PermissionsBitField(BigInt(new URL(url).searchParams.get('permissions')!)).toArray().toSorted()

  it('asks for the least: to see, to write, to attach', () => {
    const { server, serverWithAll, person } = invites(application)
    expect(permissionsOf(server)).toEqual(['AttachFiles', 'SendMessages', 'ViewChannel'])
    expect(permissionsOf(serverWithAll)).toEqual(
      [...Object.keys(needed), ...Object.keys(optional)].toSorted(),
    )
    expect(new URL(server).searchParams.get('scope')).toBe('bot applications.commands')
    expect(new URL(person).searchParams.get('scope')).toBe('applications.commands')
    expect(new URL(person).searchParams.has('permissions')).toBe(false)
  })
})

describe('npm run', () => {
  const run = async (script: string, ...args: string[]) => {
    const child = spawn(process.execPath, ['--import', './src/guard.js', `scripts/${script}.ts`, ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, DISCORD_TOKEN: 'test-token', DISCORD_API_URL: fake.url },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', words => {
        said += words
      })
    const code = await new Promise(resolve => child.once('close', resolve))
    return { said, code }
  }

  it('register says what it sent, and that it sent nothing the second time', async () => {
    await rest.put(`/applications/${application}/commands`, { body: [] })
    const first = await run('register')
    expect(first).toMatchObject({ code: 0, said: expect.stringContaining('+ /overdose') })
    expect(first.said).toContain(`Registered ${all.length} commands everywhere.`)
    expect(fake.commands).toHaveLength(all.length)
    expect((await run('register')).said).toContain('Nothing was sent.')
    expect((await run('register', '--guild', '100')).said).toContain('in the server 100')
  }, 60_000)

  it('invite prints the links with a reason for each permission', async () => {
    const { said, code } = await run('invite')
    expect(code).toBe(0)
    expect(said).toContain(`client_id=${application}&scope=bot+applications.commands&permissions=35840`)
    expect(said).toContain('View Channel: to see the channels')
  }, 30_000)
})
