import { readFileSync } from 'node:fs'
import { Events, type InteractionReplyOptions } from 'discord.js'
import { createClient } from '../../src/platforms/discord/client.ts'

/** One bot of a pair, in a process of its own: `ours`, or `bare`, which replies with constants that it is given. */
const [which, apiUrl, constants] = process.argv.slice(2) as [string, string, string | undefined]

type Constant = {
  reply: InteractionReplyOptions
  files: { name: string; data: string; description?: string }[]
}

/** Loads what the bare bot has no use for, only here. */
async function ours() {
  const { assemble } = await import('../../src/assemble.ts')
  const { createDiscord } = await import('../../src/platforms/discord/platform.ts')
  const report = (where: string, error: unknown) => process.stderr.write(`${where} ${error}\n`)
  const { bot, knowledge } = assemble({ dataDir: ':memory:', check: async () => [], report })
  const draw = async (chart: Parameters<typeof import('../../src/charts/png.ts').draw>[0]) =>
    (await import('../../src/charts/png.ts')).draw(chart)
  const now = () => Temporal.Now.instant()
  // Before anybody connects, as main.ts does it.
  knowledge.understand('')
  await createDiscord({ token: 'ours', apiUrl, now, draw, report }).start(bot)
}

async function bare() {
  const known: Record<string, Constant> = constants ? JSON.parse(readFileSync(constants, 'utf8')) : {}
  const replies = new Map(
    Object.entries(known).map(([name, { reply, files }]) => [
      name,
      {
        ...reply,
        files: files.map(({ data, ...file }) => ({ ...file, attachment: Buffer.from(data, 'base64') })),
      },
    ]),
  )
  const client = createClient(apiUrl)
  client.on(Events.InteractionCreate, interaction => {
    if (!interaction.isChatInputCommand()) return
    // discord.js writes into the options that it is given.
    const reply = { ...replies.get(interaction.commandName)! }
    interaction.reply(reply).catch(error => process.stderr.write(`${error}\n`))
  })
  const ready = new Promise(resolve => client.once(Events.ClientReady, resolve))
  await client.login('bare')
  await ready
}

await (which === 'ours' ? ours() : bare())
process.on('message', () => {
  globalThis.gc?.()
  process.send!({ ...process.memoryUsage() })
})
process.on('disconnect', () => process.exit())
process.send!('ready')
