import { Client, GatewayIntentBits } from 'discord.js'
import { afterEach, expect, test } from 'vitest'
import { startFakeDiscord, textOf } from './discord/index.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

test('a command answered', async () => {
  const discord = await startFakeDiscord({ token: 'test-token' })
  stops.push(discord.stop)
  const client = new Client({ rest: { api: discord.url }, intents: [GatewayIntentBits.Guilds] })
  stops.push(() => client.destroy())
  client.on('interactionCreate', async i => {
    if (i.isChatInputCommand()) await i.reply({ flags: 64 | 32768, components: [{ type: 10, content: 'Hello <@1>' }] })
  })
  await client.login('test-token')
  await discord.ready()
  const r = await discord.command({ name: 'film' })
  console.log(r, discord.refusals, discord.intents, client.guilds.cache.size)
  expect(textOf(r.message!)).toBe('Hello <@1>')
})
