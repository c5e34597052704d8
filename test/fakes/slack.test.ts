import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { afterEach, describe, expect, test } from 'vitest'
import { hasBlockSchema } from './slack/conformance.ts'
import { checkManifest, reservedSlackCommands } from './slack/manifest.ts'
import { checkMessage } from './slack/message.ts'
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from './slack/slack.ts'

const tokens = { botToken: 'xoxb-test', appToken: 'xapp-test' }
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
}
const stops: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function fake(options: Partial<FakeSlackOptions> = {}): Promise<FakeSlack> {
  const slack = await startFakeSlack({ ...tokens, deadlineMs: 300, ...options })
  stops.push(slack.stop)
  return slack
}

/** A real Bolt app; `clientPingTimeout` is also its pause before reconnecting. */
async function bot(slack: FakeSlack, listen: (app: App) => void = () => {}): Promise<App> {
  const socketOptions = { slackApiUrl: slack.url, timeout: 2000 }
  const receiver = new SocketModeReceiver({
    appToken: tokens.appToken,
    logger: quiet,
    clientPingTimeout: 100,
    installerOptions: { clientOptions: socketOptions },
  })
  const clientOptions = { slackApiUrl: slack.url, timeout: 2000, retryConfig: { retries: 0 } }
  const app = new App({ token: tokens.botToken, socketMode: true, receiver, clientOptions, logger: quiet })
  listen(app)
  app.error(async () => {})
  await app.start()
  stops.push(() => app.stop())
  await slack.connected()
  return app
}

const section = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text } })
const button = (action_id: string, extra = {}): object => ({
  type: 'button',
  action_id,
  text: { type: 'plain_text', text: 'Press' },
  ...extra,
})
const actions = (...elements: object[]): object => ({ type: 'actions', elements })

async function call(slack: FakeSlack, method: string, body: object, token = tokens.botToken) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(slack.url + method, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await answer.json()) as { ok: boolean; error?: string; errors?: string[] } & Record<string, unknown>
}

describe('Bolt against the fake', () => {
  test('connects with nothing but slackApiUrl', async () => {
    const slack = await fake()
    const clientOptions = { slackApiUrl: slack.url }
    const app = new App({
      token: tokens.botToken,
      appToken: tokens.appToken,
      socketMode: true,
      clientOptions,
      logger: quiet,
    })
    stops.push(() => app.stop())
    await app.start()
    await slack.connected()
    expect(slack.connections).toBe(1)
    expect(slack.refusals).toEqual([])
  })

  test('a command is answered in its acknowledgement', async () => {
    const slack = await fake()
    await bot(slack, app => {
      app.command('/film', async ({ ack, command }) => {
        await ack({
          response_type: 'ephemeral',
          text: command.text,
          blocks: [section('*Heroin(e)*')] as never,
        })
      })
    })
    const outcome = await slack.command({ command: '/film', text: 'R&B <3' })
    expect(outcome).toMatchObject({ acknowledged: true, ephemeral: true, responses: [], error: undefined })
    expect(outcome.message).toMatchObject({
      text: 'R&amp;B &lt;3',
      blocks: [section('*Heroin(e)*')],
      unescaped: [],
    })
    expect(outcome.ms).toBeLessThan(300)
  })

  test('a late acknowledgement shows operation_timeout, and is refused when it comes', async () => {
    const slack = await fake({ deadlineMs: 60 })
    await bot(slack, app => {
      app.command('/slow', async ({ ack }) => {
        await new Promise(resolve => setTimeout(resolve, 150))
        await ack('too late')
      })
    })
    const outcome = await slack.command({ command: '/slow' })
    expect(outcome).toMatchObject({ error: 'operation_timeout', acknowledged: false, message: undefined })
    await expect
      .poll(() => slack.refusals.map(refusal => refusal.error))
      .toEqual(['operation_timeout', 'late'])
  })

  test('response_url can be used five times', async () => {
    const slack = await fake()
    const failures: number[] = []
    await bot(slack, app => {
      app.command('/many', async ({ ack, respond }) => {
        await ack()
        for (let n = 1; n <= 7; n += 1) {
          await respond({ text: String(n), response_type: 'in_channel' }).catch(() => failures.push(n))
        }
      })
    })
    const outcome = await slack.command({ command: '/many' })
    await expect.poll(() => failures).toEqual([6, 7])
    expect(outcome.messages.map(message => message.text)).toEqual(['1', '2', '3', '4', '5'])
    expect(outcome).toMatchObject({ ephemeral: false, acknowledged: true })
    expect(slack.refusals.map(refusal => refusal.error)).toEqual(['used_url', 'used_url'])
  })

  test('response_url expires, and judges blocks', async () => {
    let now = Date.now()
    const slack = await fake({ now: () => now })
    await bot(slack, app => {
      app.command('/film', ({ ack }) => ack())
    })
    const outcome = await slack.command({ command: '/film', waitMs: 0 })
    const url = String(outcome.envelope.payload.response_url)
    const post = (body: object) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await post({ blocks: [{ type: 'nonsense' }] })).status).toBe(400)
    now += 31 * 60_000
    expect((await post({ text: 'hello' })).status).toBe(404)
    expect(slack.refusals.map(refusal => refusal.error)).toEqual(['invalid_blocks', 'expired_url'])
  })

  test('a button and a select carry what the message offered', async () => {
    const slack = await fake()
    const option = { text: { type: 'plain_text', text: 'People' }, value: 'people' }
    await bot(slack, app => {
      app.action('more', async ({ ack, respond, body }) => {
        await ack()
        await respond({
          replace_original: true,
          text: `pressed ${(body as never as { actions: { value: string }[] }).actions[0]?.value}`,
        })
      })
      app.action('topic', async ({ ack, respond, action }) => {
        await ack()
        await respond({
          text: (action as never as { selected_option: { value: string } }).selected_option.value,
        })
      })
      app.command('/film', ({ ack }) =>
        ack({
          text: 'film',
          blocks: [
            actions(button('more', { value: '2' }), {
              type: 'static_select',
              action_id: 'topic',
              options: [option],
            }),
          ] as never,
        }),
      )
    })
    const shown = (await slack.command({ command: '/film' })).message
    const pressed = await slack.press({ actionId: 'more', from: shown })
    expect(pressed.messages.map(message => message.text)).toEqual(['pressed 2'])
    const selected = await slack.select({ actionId: 'topic', value: 'people', from: shown })
    expect(selected.messages.map(message => message.text)).toEqual(['film', 'people'])
    await expect(slack.press({ actionId: 'absent', from: shown })).rejects.toThrow('no element')
  })

  test('reconnects after a drop and after a refresh, and the gap is undeliverable', async () => {
    const slack = await fake()
    await bot(slack, app => {
      app.command('/film', ({ ack }) => ack('here'))
    })
    slack.drop()
    expect(await slack.command({ command: '/film' })).toMatchObject({ error: 'dispatch_failed' })
    await slack.connected()
    slack.refresh()
    expect(slack.connections).toBe(0)
    await slack.connected()
    expect((await slack.command({ command: '/film' })).message?.text).toBe('here')
    expect(slack.calls['apps.connections.open']).toHaveLength(3)
  })

  test('two connections share the envelopes; a repeated one is marked', async () => {
    const slack = await fake()
    const retries: (number | undefined)[] = []
    const listen = (app: App): void =>
      app.command('/film', async ({ ack, context }) => {
        retries.push(context.retryNum)
        await ack('here')
      })
    await bot(slack, listen)
    await bot(slack, listen)
    expect(slack.connections).toBe(2)
    const first = await slack.command({ command: '/film' })
    const again = await slack.redeliver(first.envelope)
    expect(again.envelope.payload.trigger_id).toBe(first.envelope.payload.trigger_id)
    expect(retries).toEqual([undefined, 1])
  })

  test('an uninstall is announced and ends the tokens', async () => {
    const slack = await fake()
    const events: string[] = []
    const app = await bot(slack, listener => {
      listener.event('app_uninstalled', async ({ event }) => void events.push(event.type))
      listener.event('tokens_revoked', async ({ event }) => void events.push(event.type))
    })
    await slack.uninstall()
    expect(events.sort()).toEqual(['app_uninstalled', 'tokens_revoked'])
    await app.stop()
    expect(await call(slack, 'auth.test', {})).toMatchObject({ ok: false, error: 'account_inactive' })
  })

  test('a wrong token, and a missing scope', async () => {
    const slack = await fake({ scopes: ['commands'], appScopes: [] })
    const receiver = new SocketModeReceiver({
      appToken: 'xapp-wrong',
      logger: quiet,
      installerOptions: { clientOptions: { slackApiUrl: slack.url } },
    })
    await expect(receiver.client.start()).rejects.toThrow('invalid_auth')
    expect(await call(slack, 'apps.connections.open', {}, tokens.appToken)).toMatchObject({
      error: 'missing_scope',
    })
    expect(await call(slack, 'chat.postMessage', { channel: 'C1', text: 'x' })).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    })
  })
})

describe('planned faults', () => {
  test('are played once, and an answer can be lost after the message was accepted', async () => {
    const slack = await fake()
    const app = await bot(slack)
    const post = () => app.client.chat.postMessage({ channel: 'C1', text: 'hello' })
    slack.fail('chat.postMessage', { error: 'fatal_error' })
    await expect(post()).rejects.toThrow('fatal_error')
    slack.fail('chat.postMessage', { status: 503 })
    await expect(post()).rejects.toThrow('503')
    expect(slack.posts).toHaveLength(0)
    slack.fail('chat.postMessage', { acceptThenDrop: true })
    await expect(post()).rejects.toThrow()
    expect(slack.posts).toHaveLength(1)
    slack.fail('chat.postMessage', { ratelimited: 7 })
    const answer = await fetch(`${slack.url}chat.postMessage`, { method: 'POST' })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
    slack.fail('chat.postMessage', { hang: true })
    await expect(
      fetch(`${slack.url}chat.postMessage`, { method: 'POST', signal: AbortSignal.timeout(50) }),
    ).rejects.toThrow()
    await post()
    expect(slack.posts.map(message => message.text)).toEqual(['hello', 'hello'])
  })

  test('only a message that is there can be changed, deleted or answered in a thread', async () => {
    const slack = await fake()
    const { ts } = await call(slack, 'chat.postMessage', { channel: 'C1', text: 'one' })
    expect(await call(slack, 'chat.update', { channel: 'C1', ts, text: 'two @here' })).toMatchObject({
      ok: true,
      ts,
    })
    // Unlike chat.postMessage, it reads names where nobody says otherwise.
    expect(slack.posts).toMatchObject([{ ts, text: 'two @here', pings: ['@here'] }])
    await call(slack, 'chat.update', { channel: 'C1', ts, text: 'two @here', parse: 'none' })
    expect(slack.posts).toMatchObject([{ pings: [] }])
    const reply = () => call(slack, 'chat.postMessage', { channel: 'C1', text: 'x', thread_ts: ts })
    expect(await reply()).toMatchObject({ ok: true })
    expect(await call(slack, 'chat.delete', { channel: 'C1', ts })).toMatchObject({ ok: true })
    expect(await reply()).toMatchObject({ error: 'cannot_reply_to_message' })
    for (const method of ['chat.update', 'chat.delete'])
      expect(await call(slack, method, { channel: 'C1', ts, text: 'x' })).toMatchObject({
        error: 'message_not_found',
      })
  })

  test('a user group tells who is in it, to whoever has the scope', async () => {
    const usergroups = [{ id: 'S1', handle: 'night', users: ['U1'] }]
    const ask = async (usergroup: string, scopes: string[]) =>
      call(await fake({ usergroups, scopes }), 'usergroups.users.list', { usergroup })
    expect(await ask('S1', ['usergroups:read'])).toMatchObject({ users: ['U1'] })
    expect(await ask('S2', ['usergroups:read'])).toMatchObject({ error: 'no_such_subteam' })
    expect(await ask('S1', ['users:read'])).toMatchObject({ error: 'missing_scope' })
  })

  test('channels refuse as Slack does', async () => {
    const slack = await fake({
      admins: ['U0ADMIN'],
      channels: [
        { id: 'C1', name: 'general', member: true },
        { id: 'C2', name: 'others', member: false },
        { id: 'C3', name: 'old', archived: true },
      ],
    })
    const post = async (channel: string) =>
      (await call(slack, 'chat.postMessage', { channel, text: 'x' })).error
    expect([await post('C1'), await post('C2'), await post('C3'), await post('C4')]).toEqual([
      undefined,
      'not_in_channel',
      'is_archived',
      'channel_not_found',
    ])
    expect(await call(slack, 'chat.postEphemeral', { channel: 'C2', user: 'U1', text: 'x' })).toMatchObject({
      ok: true,
    })
    expect(slack.ephemerals).toMatchObject([{ shown: false, channel: 'C2', user: 'U1' }])
    await call(slack, 'conversations.join', { channel: 'C2' })
    expect(await post('C2')).toBeUndefined()
    expect(await call(slack, 'users.info', { user: 'U0ADMIN' })).toMatchObject({ user: { is_admin: true } })
  })
})

const long = (length: number): string => 'x'.repeat(length)
const select = (count: number) => ({
  type: 'static_select',
  action_id: 's',
  options: Array.from({ length: count }, (_, at) => ({
    text: { type: 'plain_text', text: `o${at}` },
    value: `${at}`,
  })),
})
const label = (text: string) => ({ text: { type: 'plain_text', text } })

const tableOf = (...rows: string[][]): object => ({
  type: 'table',
  rows: rows.map(row => row.map(text => ({ type: 'raw_text', text }))),
})

const refused: [name: string, body: object, error: string, detail?: string][] = [
  ['nothing at all', {}, 'no_text'],
  ['empty text and no blocks', { text: '', blocks: [] }, 'no_text'],
  ['blocks that are not JSON', { blocks: '[{' }, 'invalid_blocks_format'],
  ['51 blocks', { blocks: Array(51).fill({ type: 'divider' }) }, 'invalid_blocks', 'no more than 50 items'],
  ['an unknown block', { blocks: [{ type: 'paragraph' }] }, 'invalid_blocks', 'unsupported type: paragraph'],
  ['a button as a block', { blocks: [button('a')] }, 'invalid_blocks', 'unsupported type: button'],
  ['a long section', { blocks: [section(long(3001))] }, 'invalid_blocks', 'less than 3001 characters'],
  ['two tables', { blocks: [tableOf(['a']), tableOf(['b'])] }, 'invalid_blocks', 'only_one_table_allowed'],
  ['an empty cell', { blocks: [tableOf([''])] }, 'invalid_blocks', 'more than 0 characters'],
  ['21 columns', { blocks: [tableOf(Array(21).fill('a'))] }, 'invalid_blocks', 'no more than 20 items'],
  ['101 rows', { blocks: [tableOf(...Array(101).fill(['a']))] }, 'invalid_blocks', 'no more than 100 items'],
  [
    'a table of 10001 characters',
    { blocks: [tableOf(['a', long(10_000)])] },
    'invalid_blocks',
    'in all cells',
  ],
  ['an empty section text', { blocks: [section('')] }, 'invalid_blocks', 'more than 0 characters'],
  ['a section of nothing', { blocks: [{ type: 'section' }] }, 'invalid_blocks', 'either text or fields'],
  [
    'a long field',
    { blocks: [{ type: 'section', fields: [{ type: 'mrkdwn', text: long(2001) }] }] },
    'invalid_blocks',
  ],
  [
    'a mrkdwn header',
    { blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] },
    'invalid_blocks',
    'unsupported type: mrkdwn',
  ],
  [
    'a long header',
    { blocks: [{ type: 'header', ...label(long(151)) }] },
    'invalid_blocks',
    '[json-pointer:/blocks/0/text/text]',
  ],
  ['an empty context', { blocks: [{ type: 'context', elements: [] }] }, 'invalid_blocks'],
  ['no actions', { blocks: [actions()] }, 'invalid_blocks'],
  [
    '26 actions',
    { blocks: [actions(...Array.from({ length: 26 }, (_, at) => button(`a${at}`)))] },
    'invalid_blocks',
  ],
  [
    'one action_id in two blocks',
    { blocks: [actions(button('a')), actions(button('a'))] },
    'invalid_blocks',
    'already exists',
  ],
  [
    'one block_id twice',
    { blocks: [1, 2].map(() => ({ type: 'divider', block_id: 'b' })) },
    'invalid_blocks',
    'already exists',
  ],
  ['a long button', { blocks: [actions(button('a', label(long(76))))] }, 'invalid_blocks'],
  ['a long value', { blocks: [actions(button('a', { value: long(2001) }))] }, 'invalid_blocks'],
  ['a long action_id', { blocks: [actions(button(long(256)))] }, 'invalid_blocks'],
  ['a tel: button', { blocks: [actions(button('a', { url: 'tel:988' }))] }, 'invalid_blocks', 'valid URL'],
  ['an odd style', { blocks: [actions(button('a', { style: 'secondary' }))] }, 'invalid_blocks'],
  [
    'a made-up property',
    { blocks: [actions(button('a', { colour: 'red' }))] },
    'invalid_blocks',
    'additional property: colour',
  ],
  ['101 options', { blocks: [actions(select(101))] }, 'invalid_blocks', 'no more than 100 items'],
  ['no options', { blocks: [actions(select(0))] }, 'invalid_blocks'],
  [
    'an image without alt_text',
    { blocks: [{ type: 'image', image_url: 'https://a.org/x.png' }] },
    'invalid_blocks',
    'alt_text',
  ],
  ['long Markdown', { blocks: [{ type: 'markdown', text: long(12_001) }] }, 'invalid_blocks'],
  [
    'Markdown too long in all',
    { blocks: [1, 2].map(() => ({ type: 'markdown', text: long(6500) })) },
    'invalid_blocks',
  ],
  [
    'too much in all',
    { blocks: Array.from({ length: 5 }, () => section(long(2800))) },
    'msg_blocks_too_long',
  ],
  [
    'rich text of an unknown kind',
    { blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_table' }] }] },
    'invalid_blocks',
  ],
]

describe('messages', () => {
  test.each(refused)('%s is refused', async (_name, body, error, detail = '') => {
    const slack = await fake()
    const answer = await call(slack, 'chat.postMessage', { channel: 'C1', ...body })
    expect(answer).toMatchObject({ ok: false, error })
    expect(answer.errors?.join('\n') ?? '').toContain(detail)
    expect(slack.refusals).toHaveLength(1)
    expect(slack.posts).toEqual([])
  })

  test('what is at the limits is accepted, sent as a form', async () => {
    const slack = await fake()
    const blocks = [
      { type: 'header', ...label(long(150)) },
      section(long(3000)),
      { type: 'context', elements: [{ type: 'mrkdwn', text: '<https://a.org|a>' }] },
      actions(...Array.from({ length: 24 }, (_, at) => button(`a${at}`, label(long(75)))), select(100)),
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
      },
    ]
    const body = new URLSearchParams({
      token: tokens.botToken,
      channel: '#general',
      blocks: JSON.stringify(blocks),
    })
    const headers = { authorization: `Bearer ${tokens.botToken}` }
    const answer = await fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({
      ok: true,
      channel: 'C1',
      ts: expect.stringMatching(/^\d+\.\d{6}$/),
    })
    expect(slack.posts[0]?.blocks).toEqual(blocks)
  })

  test.runIf(hasBlockSchema)('the schema adds what the rules leave to it', () => {
    expect(checkMessage({ blocks: [{ type: 'table', rows: 'none' }] })).toMatchObject({
      error: 'invalid_blocks',
    })
  })

  test('pings and raw control characters are noted', () => {
    const blocks = [
      section('<!here> <@U123> <!subteam^S1|team> &lt;!channel&gt;'),
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'everyone' }] }],
      },
    ]
    expect(checkMessage({ text: '<!channel>', blocks }).pings).toEqual([
      ...['<!channel>', '<!here>', '<@U123>', '<!subteam^S1|team>', '<!everyone>'],
    ])
    expect(checkMessage({ text: '@here', link_names: true }).pings).toEqual(['@here'])
    const fine =
      '> quoted\n<https://a.org/?x=1&y=2|A &amp; B> <tel:+18005551212|call> <mailto:a@b.org> <#C1> &gt;'
    expect(checkMessage({ text: fine })).toMatchObject({ unescaped: [], pings: [], error: undefined })
    for (const raw of ['R&B', '1 < 2', 'a > b', '<b>bold</b>', '<https://a.org|A & B>', '<javascript:x|y>'])
      expect(checkMessage({ text: raw }).unescaped, raw).not.toEqual([])
    expect(checkMessage({ text: long(40_001) })).toMatchObject({ truncated: true, error: undefined })
  })
})

describe('manifests', () => {
  const manifest = (command: object, scopes = ['commands']) => ({
    display_information: { name: 'Heroine' },
    features: {
      bot_user: { display_name: 'heroine' },
      slash_commands: [{ description: 'About', ...command }],
    },
    oauth_config: { scopes: { bot: scopes } },
    settings: { socket_mode_enabled: true },
  })

  test('one that Slack would take', () => {
    expect(checkManifest(manifest({ command: '/film', usage_hint: 'people' }))).toEqual([])
  })

  test.each([
    { command: '/remind' },
    { command: 'film' },
    { command: '/Film' },
    { command: '/film people' },
    { command: `/${long(32)}` },
    { command: '/film', description: '' },
    { command: '/film', description: long(2001) },
    { command: '/film', usage_hint: long(1001) },
  ])('refuses %o', command => {
    expect(checkManifest(manifest(command))).not.toEqual([])
  })

  test('commands need their scope, and built-in names are listed with a slash', () => {
    expect(checkManifest(manifest({ command: '/film' }, ['chat:write']))).toHaveLength(1)
    expect(reservedSlackCommands.every(name => /^\/[a-z_]+$/.test(name))).toBe(true)
  })
})
