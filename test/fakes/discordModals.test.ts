import { Client, Events, GatewayIntentBits, type Interaction } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { type FakeDiscord, type Response, startFakeDiscord } from './discord/index.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** A bot that opens a modal for every command, and for every modal that is sent. */
async function opening(modal: object, first?: (interaction: Interaction) => Promise<unknown>) {
  const discord = await startFakeDiscord({ token: 'test-token', deadlineMs: 1500 })
  stops.push(discord.stop)
  const client = new Client({ rest: { api: discord.url, retries: 0 }, intents: [GatewayIntentBits.Guilds] })
  stops.push(() => client.destroy())
  client.on(Events.InteractionCreate, async interaction => {
    await first?.(interaction)
    const url = `${discord.url}/v10/interactions/${interaction.id}/${interaction.token}/callback`
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 9, data: modal }),
    })
  })
  const ready = new Promise(resolve => client.once(Events.ClientReady, resolve))
  await client.login('test-token')
  await ready
  return discord
}

const label = (component: object, more: object = {}) => ({ type: 18, label: 'x', component, ...more })
const input = (custom_id: string, more: object = {}) => ({ type: 4, custom_id, style: 1, ...more })
const select = (more: object) => ({ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }], ...more })
const modal = (...components: object[]) => ({ custom_id: 'm', title: 'Form', components })
const open = (discord: FakeDiscord): Promise<Response> => discord.command({ name: 'form' })

describe('a modal', () => {
  test('that keeps the rules opens, and is no answer that anybody sees', async () => {
    const discord = await opening(modal(label(input('a')), label(select({ required: false, min_values: 0 }))))
    expect(await open(discord)).toMatchObject({ failed: false, message: undefined, refusals: [] })
  })

  test.each([
    ['a title that is too long', { ...modal(label(input('a'))), title: 'x'.repeat(46) }],
    ['six fields', modal(...['a', 'b', 'c', 'd', 'e', 'f'].map(id => label(input(id))))],
    ['a label that is too long', modal(label(input('a'), { label: 'x'.repeat(46) }))],
    ['a description that is too long', modal(label(input('a'), { description: 'x'.repeat(101) }))],
    ['two fields of one name', modal(label(input('a')), label(input('a')))],
    ['a field without a label', modal(input('a'))],
    ['a text that is too long', modal(label(input('a', { max_length: 4001 })))],
    ['a required select of nothing', modal(label(select({ min_values: 0 })))],
    ['a disabled select', modal(label(select({ disabled: true })))],
    [
      'a radio group of one',
      modal(label({ type: 21, custom_id: 'r', options: [{ label: 'a', value: 'a' }] })),
    ],
    ['a button', modal(label({ type: 2, style: 2, label: 'x', custom_id: 'b' }))],
  ])('with %s is refused', async (_, wrong) => {
    const response = await open(await opening(wrong))
    expect(response.refusals).toMatchObject([{ status: 400, code: 50035 }])
    expect(response.modal).toBeUndefined()
  })

  test('cannot come after a deferral', async () => {
    const discord = await opening(modal(label(input('a'))), async interaction => {
      if (interaction.isChatInputCommand()) await interaction.deferReply()
    })
    const response = await discord.command({ name: 'form', timeoutMs: 500 })
    expect(response.refusals).toMatchObject([{ code: 40060 }])
  })

  test('cannot answer a modal', async () => {
    const discord = await opening(modal(label(input('a'))))
    const sent = await discord.submit(await open(discord), { a: 'words' })
    expect(sent).toMatchObject({ failed: true, refusals: [{ code: 50035 }] })
  })

  test('is sent only with what its fields allow', async () => {
    const discord = await opening(
      modal(label(input('a', { max_length: 3 })), label(select({ required: false }))),
    )
    const opened = await open(discord)
    await expect(discord.submit(opened, {})).rejects.toThrow('needs a')
    await expect(discord.submit(opened, { a: 'four' })).rejects.toThrow('no more than 3')
    await expect(discord.submit(opened, { a: 'abc', s: 'b' })).rejects.toThrow('no choice')
    await expect(discord.submit(opened, { a: 'abc', z: 'b' })).rejects.toThrow('no z')
  })
})
