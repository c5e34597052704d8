import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { envelope } from '../../test/fakes/discord/envelope.ts'
import type { Json } from '../../test/fakes/discord/json.ts'
import { World } from '../../test/fakes/discord/world.ts'
import { benchMemory } from './discordMemory.ts'
import { at, contestants, end, launch, type Name, say } from './discordPair.ts'
import { type Answered, type DiscordServer, discordServer } from './discordServer.ts'

/** Read-only commands as members type them; /ask does work that a constant cannot stand for. */
const commands = ['overdose', 'naloxone', 'narcan', 'support', 'film', 'facts', 'about', 'help']
const blocks = Number(process.env.BLOCKS ?? 30)
/** Rounds before the clock counts: with forty, a tenth of the difference was V8 still compiling the larger program. */
const warmUp = 100
const rounds = 30
const inFlight = 64
const burst = 640

const folder = mkdtempSync(join(tmpdir(), 'heroine-bench-'))
const constants = join(folder, 'constants.json')

async function pairOf(url: string): Promise<Record<Name, ChildProcess>> {
  return { ours: await launch('ours', url, constants), bare: await launch('bare', url, constants) }
}

const world = new World()
world.addGuild({ id: '100000000000000000', channels: [{ id: '200000000000000000', name: 'general' }] })
const payload = (name: string): Json => {
  const channel = world.channels.get('200000000000000000')!
  return envelope(world, 2, { id: '1', name, type: 1, options: [] }, channel, {})
}

/** The JSON of an answer and its files, whatever marks stand between them. */
async function parts({ body, type }: Answered) {
  if (type.startsWith('application/json')) return { json: String(body), files: [] }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const files = [...form.values()].filter(value => value instanceof File)
  return {
    json: String(form.get('payload_json')),
    files: await Promise.all(
      files.map(async file => ({
        name: file.name,
        data: Buffer.from(await file.arrayBuffer()).toString('base64'),
      })),
    ),
  }
}

/** What the bare bot is to reply with: what ours does, in discord.js's spelling. */
async function learn(server: DiscordServer, ours: string): Promise<void> {
  const known: Record<string, unknown> = {}
  for (const name of commands) {
    const { json, files } = await parts(await server.ask(ours, payload(name)))
    const { flags, components, allowed_mentions, attachments } = JSON.parse(json).data
    const described = files.map((file, n) => ({ ...file, description: attachments?.[n]?.description }))
    known[name] = { reply: { flags, components, allowedMentions: allowed_mentions }, files: described }
  }
  writeFileSync(constants, JSON.stringify(known))
}

/** Asks so many things with so many under way; answers a second. */
async function throughput(server: DiscordServer, name: Name): Promise<number> {
  const began = performance.now()
  let next = 0
  const somebody = async () => {
    while (next < burst) await server.ask(name, payload(commands[next++ % commands.length]!))
  }
  await Promise.all(Array.from({ length: inFlight }, somebody))
  return (burst / (performance.now() - began)) * 1000
}

/** `npm run bench -- discord`: our bot beside a bare discord.js that replies with the same bytes as a constant. */
export async function benchDiscord(): Promise<void> {
  const server = await discordServer(world)
  writeFileSync(constants, '{}')
  const teacher = await launch('ours', server.url, constants)
  await learn(server, 'ours')
  await end([teacher])
  const ms: Record<Name, number[]> = { ours: [], bare: [] }
  const each = new Map(commands.map(name => [name, { ours: [] as number[], bare: [] as number[] }]))
  const perSecond: Record<Name, number[]> = { ours: [], bare: [] }
  for (let block = 0; block < blocks; block++) {
    const pair = await pairOf(server.url)
    const order = block % 2 ? contestants : contestants.toReversed()
    for (let round = 0; round < warmUp + rounds; round++)
      for (const command of commands) {
        const answers = new Map<Name, Answered>()
        for (const name of order) {
          const answered = await server.ask(name, payload(command))
          answers.set(name, answered)
          if (round < warmUp) continue
          ms[name].push(answered.ms)
          each.get(command)![name].push(answered.ms)
        }
        if (round === 0 && block === 0) await sameBytes(command, answers)
      }
    for (const name of [...order, ...order.toReversed()]) perSecond[name].push(await throughput(server, name))
    await end(Object.values(pair))
    process.stderr.write(`block ${block + 1} of ${blocks}, load ${loadavg()[0]!.toFixed(1)}\n`)
  }
  server.stop()
  const ratio = (share: number) => (at(ms.ours, share) / at(ms.bare, share)).toFixed(2)
  say(
    `Discord, frame to callback, beside a bare discord.js with the same bytes: p50 ${ratio(0.5)}×, p99 ${ratio(0.99)}×`,
  )
  for (const [name, both] of each)
    say(`  /${name.padEnd(10)} p50 ${(at(both.ours, 0.5) / at(both.bare, 0.5)).toFixed(2)}×`)
  say(
    `Discord, answers a second with ${inFlight} under way: ${(at(perSecond.ours, 0.5) / at(perSecond.bare, 0.5)).toFixed(2)}×`,
  )
  await benchMemory()
  rmSync(folder, { recursive: true })
}

async function sameBytes(command: string, answers: Map<Name, Answered>): Promise<void> {
  const [one, other] = await Promise.all(contestants.map(name => parts(answers.get(name)!)))
  if (JSON.stringify(one) !== JSON.stringify(other))
    throw new Error(`/${command}: the two bots do not send the same\n${one!.json}\n${other!.json}`)
}
