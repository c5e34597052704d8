import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  TextDisplayBuilder,
} from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { schemaViolations } from './discord/conformance.ts'
import {
  APPLICATION_ID,
  BOT,
  componentsOf,
  type FakeDiscord,
  type Setup,
  startFakeDiscord,
  textOf,
} from './discord/index.ts'

const V2 = MessageFlags.IsComponentsV2
const EPHEMERAL = MessageFlags.Ephemeral
const stops: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function fake(setup: Partial<Setup> = {}): Promise<FakeDiscord> {
  const discord = await startFakeDiscord({ token: 'test-token', ...setup })
  stops.push(discord.stop)
  return discord
}

/** The smallest bot: the real client, and what it does with an interaction. */
async function bot(
  discord: FakeDiscord,
  onInteraction: (interaction: Interaction) => Promise<unknown> = async () => {},
) {
  const client = new Client({ rest: { api: discord.url, retries: 1 }, intents: [GatewayIntentBits.Guilds] })
  stops.push(() => client.destroy())
  client.on(Events.Error, () => {})
  client.on(Events.InteractionCreate, interaction => void onInteraction(interaction).catch(() => {}))
  const ready = new Promise(resolve => client.once(Events.ClientReady, resolve))
  await client.login('test-token')
  await ready
  return client
}

async function request(
  discord: FakeDiscord,
  method: string,
  path: string,
  body?: unknown,
  token = 'test-token',
) {
  const answer = await fetch(`${discord.url}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, text, json: text ? JSON.parse(text) : undefined }
}

const text = (content: string) => ({ type: 10, content })
const button = (custom_id: string, more = {}) => ({ type: 2, style: 2, label: 'Go', custom_id, ...more })
const link = (url: string) => ({ type: 2, style: 5, label: 'Call', url })
const row = (...components: object[]) => ({ type: 1, components })
const v2 = (...components: object[]) => ({ flags: V2, components })
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))

describe('the session', () => {
  test('a client logs in, and is told of its guilds', async () => {
    const discord = await fake()
    const client = await bot(discord)
    await discord.ready()
    expect(client.user?.id).toBe(BOT.id)
    expect(client.guilds.cache.get('100')?.name).toBe('Huntington')
    expect(client.channels.cache.has('200')).toBe(true)
    expect(discord.intents).toEqual(['Guilds'])
  })

  test('a wrong token is refused, on REST and on the gateway', async () => {
    const discord = await fake()
    const client = new Client({ rest: { api: discord.url }, intents: [] })
    await expect(client.login('wrong-token')).rejects.toThrow('invalid token')
    expect(discord.refusals).toMatchObject([{ route: 'GET /gateway/bot', status: 401 }])
    expect(await closeCode(discord, { token: 'wrong-token', intents: 1 })).toBe(4004)
  })

  test.each([
    GatewayIntentBits.MessageContent,
    GatewayIntentBits.GuildMembers,
    GatewayIntentBits.GuildPresences,
  ])('the privileged intent %i is disallowed', async intent => {
    expect(await closeCode(await fake(), { token: 'test-token', intents: intent })).toBe(4014)
  })

  test('a dropped connection is resumed, and what was missed is replayed', async () => {
    const discord = await fake()
    await bot(discord, async interaction => interaction.isRepliable() && interaction.reply('still here'))
    discord.drop()
    const response = await discord.command({ name: 'film' })
    expect(response.message?.content).toBe('still here')
    expect(discord.gateway.resumes).toBe(1)
    expect(discord.gateway.identifies).toHaveLength(1)
  })

  test('a bot that left hears nothing; the next one can be pressed where the first had spoken', async () => {
    const discord = await fake({ deadlineMs: 50 })
    await (await bot(discord)).destroy()
    expect((await discord.command({ name: 'film' })).failed).toBe(true)
    await bot(discord, async interaction => interaction.isButton() && interaction.reply(interaction.customId))
    discord.plant('200', v2(row(button('old'))))
    expect((await discord.press({ customId: 'old' })).message?.content).toBe('old')
  })

  test('an invalid session cannot be resumed', async () => {
    const discord = await fake()
    const socket = await identified(discord)
    discord.invalidSession()
    expect((await next(socket, packet => packet.op === 9)).d).toBe(false)
    socket.send(JSON.stringify({ op: 6, d: { token: 'test-token', session_id: 'gone', seq: 1 } }))
    expect((await next(socket, packet => packet.op === 9)).d).toBe(false)
    socket.terminate()
  })

  test('being removed from a guild is not an outage', async () => {
    const discord = await fake({ guilds: [{ id: '100' }, { id: '101' }] })
    const client = await bot(discord)
    const outage = new Promise<string>(resolve =>
      client.once(Events.GuildUnavailable, guild => resolve(guild.id)),
    )
    discord.removeGuild('101', { unavailable: true })
    expect(await outage).toBe('101')
    const removal = new Promise<string>(resolve =>
      client.once(Events.GuildDelete, guild => resolve(guild.id)),
    )
    discord.removeGuild('100')
    expect(await removal).toBe('100')
    expect(await request(discord, 'GET', '/guilds/100')).toMatchObject({ status: 404, json: { code: 10004 } })
  })
})

describe('an interaction', () => {
  test('is answered, for the invoker alone, with components', async () => {
    const discord = await fake()
    await bot(discord, async interaction => {
      if (!interaction.isChatInputCommand()) return
      const go = new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary)
      await interaction.reply({
        flags: EPHEMERAL | V2,
        components: [
          new TextDisplayBuilder().setContent(`${interaction.options.getString('topic')} <@1>`),
          new ActionRowBuilder<ButtonBuilder>().addComponents(go),
        ],
        allowedMentions: { parse: [] },
      })
    })
    const response = await discord.command({ name: 'film', options: { topic: 'overview' } })
    expect(response).toMatchObject({ ephemeral: true, deferred: false, failed: false, refusals: [] })
    expect(response.callbacks).toHaveLength(1)
    expect(response.ms).toBeLessThan(1000)
    expect(textOf(response.message!)).toBe('overview <@1>')
    expect(componentsOf(response.message!).map(component => component.id)).toEqual([1, 2, 3])
    expect(response.message?.pings).toEqual([])
    await expect(discord.press({ customId: 'go', user: '77' })).rejects.toThrow('No message shows')
    expect(discord.messages).toEqual([])
  })

  test('keeps the state it was deferred in', async () => {
    const discord = await fake()
    await bot(discord, async interaction => {
      if (!interaction.isChatInputCommand()) return
      await interaction.deferReply({ flags: EPHEMERAL })
      await interaction.editReply({ flags: V2, components: [text('later')] })
      await interaction.followUp('public <@5>')
    })
    const response = await discord.command({ name: 'film' })
    expect(response).toMatchObject({ ephemeral: true, deferred: true, edits: 1, refusals: [] })
    expect(response.message?.flags).toBe(EPHEMERAL | V2)
    await discord.until(() => response.followups.length > 0)
    expect(response.followups.map(message => [message.content, message.flags & EPHEMERAL])).toEqual([
      ['public <@5>', 0],
    ])
    expect(response.followups[0]?.pings).toEqual(['<@5>'])
  })

  test('a button updates its message, a select sends its values, an option completes', async () => {
    const discord = await fake()
    const options = [{ label: 'One', value: '1' }]
    await bot(discord, async interaction => {
      if (interaction.isChatInputCommand())
        await interaction.reply({
          components: [row(button('a')), row({ type: 3, custom_id: 's', options })],
        } as never)
      if (interaction.isButton()) await interaction.update({ content: 'pressed' })
      if (interaction.isStringSelectMenu())
        await interaction.reply({ content: interaction.values.join(), flags: EPHEMERAL })
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: `${interaction.options.getFocused()}ington`, value: 'h' }])
    })
    const { message } = await discord.command({ name: 'film' })
    const pressed = await discord.press({ customId: 'a' })
    expect(pressed.message?.id).toBe(message?.id)
    expect(message?.content).toBe('pressed')
    expect((await discord.select({ customId: 's', values: ['1'] })).message?.content).toBe('1')
    await expect(discord.select({ customId: 's', values: ['2'] })).rejects.toThrow('no option')
    expect(await discord.autocomplete({ command: 'near', option: 'city', typed: 'Hunt' })).toEqual([
      { name: 'Huntington', value: 'h' },
    ])
  })

  test('carries files, is read back and deleted', async () => {
    const discord = await fake()
    const ids: unknown[] = []
    await bot(discord, async interaction => {
      if (!interaction.isChatInputCommand()) return
      const files = [{ attachment: Buffer.from('a'), name: 'a.txt' }]
      const file = { type: 13, file: { url: 'attachment://a.txt' } }
      const reply = await interaction.reply({ flags: V2, components: [file], files, withResponse: true })
      ids.push(reply.resource?.message?.id, (await interaction.fetchReply()).id)
      await interaction.deleteReply()
    })
    const response = await discord.command({ name: 'file' })
    expect(response.message?.attachments).toMatchObject([{ filename: 'a.txt' }])
    expect(ids).toEqual([response.message?.id, response.message?.id])
    expect(response).toMatchObject({ deleted: true, refusals: [] })
  })

  test('in a direct message has a user and no member', async () => {
    const discord = await fake()
    await bot(
      discord,
      async interaction => interaction.isRepliable() && interaction.reply(String(interaction.inGuild())),
    )
    expect((await discord.command({ name: 'film', guild: null })).message?.content).toBe('false')
  })

  test('is acknowledged once, in time, and before anything else', async () => {
    const discord = await fake({ deadlineMs: 60 })
    const seen: Interaction[] = []
    await bot(discord, async interaction => seen.push(interaction))
    const pending = discord.command({ name: 'film' })
    await discord.until(() => seen.length === 1)
    const path = `/interactions/${seen[0]!.id}/${seen[0]!.token}/callback`
    const webhook = `/webhooks/${APPLICATION_ID}/${seen[0]!.token}`
    const answer = { type: 4, data: { content: 'hello' } }
    expect(await request(discord, 'POST', webhook, answer.data)).toMatchObject({
      status: 404,
      json: { code: 10015 },
    })
    expect(await request(discord, 'POST', path, { type: 8, data: { choices: [] } })).toMatchObject({
      status: 400,
    })
    expect(await request(discord, 'POST', path, { type: 5, data: { flags: V2 } })).toMatchObject({
      status: 400,
    })
    expect(await request(discord, 'POST', path, answer)).toMatchObject({ status: 204 })
    expect(await request(discord, 'POST', path, answer)).toMatchObject({ status: 400, json: { code: 40060 } })
    expect((await pending).refusals.map(refusal => refusal.code)).toEqual([50035, 50035, 40060])

    const failed = await discord.command({ name: 'film' })
    expect(failed).toMatchObject({ failed: true, message: undefined })
    const late = await request(discord, 'POST', `/interactions/${failed.id}/${failed.token}/callback`, answer)
    expect(late).toMatchObject({ status: 404, json: { code: 10062 } })
  })
})

describe('a message is refused', () => {
  const section = (more: object) => v2({ type: 9, components: [text('a')], ...more })
  const options = (count: number, same = false) =>
    times(count, at => ({ label: 'x', value: same ? 'v' : `v${at}` }))
  const select = (more: object) => v2(row({ type: 3, custom_id: 's', ...more }))
  const full = { type: 17, components: times(39, at => text(`${at}`)) }
  test.each<[string, object, string]>([
    ['41 components', v2(full, text('x')), 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
    [
      '4001 characters',
      v2(text('a'.repeat(2000)), text('b'.repeat(2001))),
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    ['4001 in one', v2(text('a'.repeat(4001))), 'BASE_TYPE_BAD_LENGTH'],
    ['an empty text', v2(text('')), 'BASE_TYPE_REQUIRED'],
    ['the same custom_id', v2(row(button('a')), row(button('a'))), 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    ['the same id', v2({ ...text('a'), id: 7 }, { ...text('b'), id: 7 }), 'COMPONENT_ID_DUPLICATED'],
    ['six buttons', v2(row(...times(6, at => button(`b${at}`)))), 'BASE_TYPE_BAD_LENGTH'],
    ['no button', v2(row()), 'BASE_TYPE_BAD_LENGTH'],
    [
      'content beside components',
      { ...v2(text('a')), content: 'b' },
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'embeds beside components',
      { ...v2(text('a')), embeds: [{ title: 'b' }] },
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS',
    ],
    ['a tel: link', v2(row(link('tel:988'))), 'URL_TYPE_INVALID_SCHEME'],
    ['a long link', v2(row(link(`https://x.org/${'a'.repeat(500)}`))), 'BASE_TYPE_MAX_LENGTH'],
    [
      'a link with custom_id',
      v2(row({ ...link('https://x.org'), custom_id: 'a' })),
      'BUTTON_COMPONENT_INVALID_FIELD',
    ],
    ['a button without custom_id', v2(row({ type: 2, style: 1, label: 'a' })), 'BASE_TYPE_REQUIRED'],
    ['a bare button', v2(row({ type: 2, style: 1, custom_id: 'a' })), 'BASE_TYPE_REQUIRED'],
    ['a long label', v2(row(button('a', { label: 'a'.repeat(81) }))), 'BASE_TYPE_MAX_LENGTH'],
    ['a long custom_id', v2(row(button('a'.repeat(101)))), 'BASE_TYPE_BAD_LENGTH'],
    ['no emoji at all', v2(row(button('a', { emoji: { name: 'phone' } }))), 'INVALID_EMOJI'],
    ['a loose button', v2(button('a')), 'UNION_TYPE_CHOICES'],
    [
      'a select beside a button',
      v2(row(button('a'), { type: 5, custom_id: 's' })),
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    ['26 options', select({ options: options(26) }), 'BASE_TYPE_BAD_LENGTH'],
    ['equal options', select({ options: options(2, true) }), 'OPTION_VALUE_DUPLICATED'],
    [
      'a long placeholder',
      select({ options: options(1), placeholder: 'a'.repeat(151) }),
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a section without accessory', section({}), 'BASE_TYPE_REQUIRED'],
    [
      'a section of four',
      section({ components: times(4, () => text('a')), accessory: button('a') }),
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['an empty container', v2({ type: 17, components: [] }), 'BASE_TYPE_BAD_LENGTH'],
    ['a container in a container', v2({ type: 17, components: [full] }), 'UNION_TYPE_CHOICES'],
    ['an impossible colour', v2({ ...full, accent_color: 0x1000000 }), 'NUMBER_TYPE_MAX'],
    ['an impossible spacing', v2(text('a'), { type: 14, spacing: 3 }), 'BASE_TYPE_CHOICES'],
    [
      '11 pictures',
      v2({ type: 12, items: times(11, () => ({ media: { url: 'https://x.org/a.png' } })) }),
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['a missing attachment', v2({ type: 13, file: { url: 'attachment://a.txt' } }), 'ATTACHMENT_NOT_FOUND'],
    [
      'an attachment that did not come along',
      { content: 'a', attachments: [{ id: '0', filename: 'a.png' }] },
      'ATTACHMENT_NOT_FOUND',
    ],
    [
      'a long description of an attachment',
      { content: 'a', attachments: [{ id: '0', description: 'a'.repeat(1025) }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['components without the flag', { components: [text('a')] }, 'UNION_TYPE_CHOICES'],
    [
      'six rows without the flag',
      { components: times(6, at => row(button(`b${at}`))) },
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['2001 characters of content', { content: 'a'.repeat(2001) }, 'BASE_TYPE_MAX_LENGTH'],
    ['nothing', { content: ' ' }, '50006'],
    ['nothing, with the flag', v2(), '50006'],
    [
      '26 fields',
      { embeds: [{ fields: times(26, () => ({ name: 'a', value: 'b' })) }] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '6001 characters of embeds',
      { embeds: times(2, () => ({ description: 'a'.repeat(3001) })) },
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['EPHEMERAL in a channel', { content: 'a', flags: EPHEMERAL }, 'MESSAGE_FLAGS_INVALID'],
    [
      'parse beside ids',
      { content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'PARSE_EXCLUSIVE',
    ],
    ['a long nonce', { content: 'a', nonce: 'n'.repeat(26) }, 'BASE_TYPE_MAX_LENGTH'],
  ])('for %s', async (_, body, code) => {
    const discord = await fake()
    const answer = await request(discord, 'POST', '/channels/200/messages', body)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(code)
    expect(discord.messages).toEqual([])
    expect(discord.refusals).toMatchObject([{ route: 'POST /channels/200/messages', status: 400 }])
  })

  test('and taken at the very limits', async () => {
    const discord = await fake()
    const media = { url: 'https://x.org/a.png' }
    const buttons = times(4, at => button(`b${at}`, { label: 'a'.repeat(80), emoji: { name: '☎' } }))
    const rich = v2(
      text('😀'.repeat(999)),
      { type: 17, accent_color: 0xffffff, components: [text('a'.repeat(3000)), { type: 14, spacing: 2 }] },
      section({ accessory: { type: 11, media, description: 'a'.repeat(1024) } }).components[0]!,
      row(...buttons, link('discord://-/settings')),
      select({ options: options(25), placeholder: 'a'.repeat(150) }).components[0]!,
      { type: 12, items: times(10, () => ({ media })) },
    )
    for (const body of [rich, v2(full), { content: '😀'.repeat(2000) }]) {
      expect(await request(discord, 'POST', '/channels/200/messages', body)).toMatchObject({ status: 200 })
    }
    const heavy = v2(text('😀'.repeat(2600)))
    expect(await request(discord, 'POST', '/channels/200/messages', heavy)).toMatchObject({ status: 500 })
  })
})

describe('a channel', () => {
  test('is missing, out of sight, or closed to the bot', async () => {
    const channels = [
      { id: '201', name: 'hidden', permissions: ['VIEW_CHANNEL'] },
      { id: '202', name: 'muted', permissions: ['SendMessages'] },
    ]
    const discord = await fake({ guilds: [{ id: '100', channels }] })
    const send = async (id: string, token?: string) =>
      (await request(discord, 'POST', `/channels/${id}/messages`, { content: 'a' }, token)).json.code
    expect([await send('999'), await send('201'), await send('202'), await send('202', 'wrong')]).toEqual([
      10003, 50001, 50013, 0,
    ])
    const client = await bot(discord)
    const muted = client.channels.cache.get('202')
    expect(
      muted?.isTextBased() && 'permissionsFor' in muted && muted.permissionsFor(BOT.id)?.has('SendMessages'),
    ).toBe(false)
    discord.deny('202', [])
    expect(await send('202')).toBeUndefined()
  })

  test('takes an enforced nonce once, even when the answer was lost', async () => {
    const discord = await fake()
    const client = await bot(discord)
    const channel = await client.channels.fetch('200')
    if (!channel?.isSendable()) throw new Error('not sendable')
    discord.fail('POST /channels/200/messages', { storeThen: 502 })
    await channel.send({ content: 'once @here <@&3>', nonce: 'daily-1', enforceNonce: true })
    await channel.send({ content: 'once', nonce: 'daily-1', enforceNonce: true })
    await channel.send({ content: 'twice', nonce: 'daily-2', enforceNonce: true })
    expect(discord.messages.map(message => message.content)).toEqual(['once @here <@&3>', 'twice'])
    expect(discord.messages[0]?.pings).toEqual(['<@&3>', '@here'])
    expect(discord.pendingFaults).toBe(0)
  })

  test('fails as ordered', async () => {
    const discord = await fake()
    discord.fail(/^GET .channels.200$/, [
      { status: 403, code: 50001, message: 'Missing Access' },
      { delayMs: 30 },
    ])
    expect(await request(discord, 'GET', '/channels/200')).toMatchObject({
      status: 403,
      json: { code: 50001 },
    })
    expect(await request(discord, 'GET', '/channels/200')).toMatchObject({ status: 200 })
    discord.fail('GET /channels/200', { hang: true })
    await expect(
      fetch(`${discord.url}/v10/channels/200`, { signal: AbortSignal.timeout(50) }),
    ).rejects.toThrow('timeout')
  })
})

describe('commands', () => {
  const path = `/applications/${APPLICATION_ID}/commands`
  const command = (more = {}) => ({ name: 'film', description: 'About the film', ...more })
  const option = (name: string, more = {}) => ({ type: 3, name, description: 'd', ...more })
  const choices = (count: number) => times(count, at => ({ name: `c${at}`, value: `${at}` }))

  test('are registered and used as they were registered', async () => {
    const discord = await fake()
    const client = await bot(discord, async interaction => {
      if (interaction.isChatInputCommand())
        await interaction.reply(
          `${interaction.options.getSubcommand()} ${interaction.options.getInteger('n')}`,
        )
    })
    const number = {
      type: 4,
      name: 'n',
      description: 'd',
      required: true,
      choices: [{ name: 'two', value: 2 }],
    }
    await client.application!.commands.set([
      command({
        defaultMemberPermissions: '32',
        options: [{ type: 1, name: 'show', description: 'd', options: [number] }],
      }),
    ])
    expect(discord.commands).toMatchObject([{ name: 'film', default_member_permissions: '32' }])
    const show = { name: 'film', subcommand: 'show' }
    expect((await discord.command({ ...show, options: { n: 2 } })).message?.content).toBe('show 2')
    await expect(discord.command({ ...show, options: { n: 3 } })).rejects.toThrow('no choice')
    await expect(discord.command(show)).rejects.toThrow('needs n')
    await expect(discord.command({ name: 'help' })).rejects.toThrow('not registered')
    const again = await request(discord, 'PUT', path, [command()])
    expect(again.json[0].id).toBe((await request(discord, 'GET', path)).json[0].id)
  })

  test.each<[string, object[], string]>([
    ['101 of them', times(101, at => command({ name: `c${at}` })), 'BASE_TYPE_MAX_LENGTH'],
    ['a name twice', [command(), command()], 'APPLICATION_COMMANDS_DUPLICATE_NAME'],
    ['a name in capitals', [command({ name: 'Film' })], 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', [command({ name: 'the film' })], 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a long description', [command({ description: 'd'.repeat(101) })], 'BASE_TYPE_BAD_LENGTH'],
    ['no description', [{ name: 'film' }], 'BASE_TYPE_REQUIRED'],
    ['26 options', [command({ options: times(26, at => option(`o${at}`)) })], 'BASE_TYPE_MAX_LENGTH'],
    [
      'required after optional',
      [command({ options: [option('a'), option('b', { required: true })] })],
      'OPTIONS_REQUIRED_INVALID',
    ],
    ['26 choices', [command({ options: [option('a', { choices: choices(26) })] })], 'BASE_TYPE_MAX_LENGTH'],
    [
      'a long choice',
      [command({ options: [option('a', { choices: [{ name: 'c', value: 'v'.repeat(101) }] })] })],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'choices with autocomplete',
      [command({ options: [option('a', { autocomplete: true, choices: choices(1) })] })],
      'AUTOCOMPLETE',
    ],
    [
      'mixed subcommands',
      [command({ options: [option('a'), { ...option('b'), type: 1 }] })],
      'OPTIONS_TYPE_INVALID',
    ],
    ['an unknown locale', [command({ name_localizations: { xx: 'film' } })], 'BASE_TYPE_CHOICES'],
    [
      '8001 characters',
      [
        command({
          options: times(25, at =>
            option(`o${at}`, { choices: times(4, n => ({ name: `${n}`.repeat(80), value: 'v' })) }),
          ),
        }),
      ],
      'TOO_LARGE',
    ],
  ])('are refused for %s', async (_, commands, code) => {
    const discord = await fake()
    const answer = await request(discord, 'PUT', path, commands)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(code)
    expect(discord.commands).toEqual([])
  })
})

const described = schemaViolations('POST', '/channels/1/messages', { content: 'a' }) !== undefined
test.skipIf(!described)("Discord's own schema agrees", () => {
  expect(schemaViolations('POST', '/channels/1/messages', v2(row(button('a'))))).toEqual([])
  expect(schemaViolations('POST', '/channels/1/messages', v2(row(button('a', { style: 9 }))))).not.toEqual([])
  expect(schemaViolations('PATCH', '/webhooks/1/t/messages/@original', { content: 7 })).not.toEqual([])
})

/** What a bare websocket client reads, and the code it is closed with. */
type Packet = { op: number; d: unknown; t?: string }

function next(socket: WebSocket, wanted: (packet: Packet) => boolean): Promise<Packet> {
  return new Promise(resolve => {
    const read = (data: unknown) => {
      const packet = JSON.parse(String(data)) as Packet
      if (!wanted(packet)) return
      socket.off('message', read)
      resolve(packet)
    }
    socket.on('message', read)
  })
}

async function open(discord: FakeDiscord, identify: object): Promise<WebSocket> {
  const socket = new WebSocket(`${discord.gatewayUrl}?v=10&encoding=json`)
  await next(socket, packet => packet.op === 10)
  socket.send(JSON.stringify({ op: 2, d: { properties: {}, ...identify } }))
  return socket
}

async function closeCode(discord: FakeDiscord, identify: object): Promise<number> {
  const socket = await open(discord, identify)
  return new Promise(resolve => socket.on('close', resolve))
}

async function identified(discord: FakeDiscord): Promise<WebSocket> {
  const socket = await open(discord, { token: 'test-token', intents: 1 })
  await next(socket, packet => packet.t === 'GUILD_CREATE')
  return socket
}
