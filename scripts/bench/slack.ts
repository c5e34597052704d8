import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Answered, type SlackServer, slackServer } from './slackServer.ts'

/** Read-only commands as members type them on Slack; /ask does work that a constant cannot stand for. */
const commands = ['overdose', 'naloxone', 'narcan', 'support', 'film', 'facts', 'heroine-about', 'heroine']
const blocks = Number(process.env.BLOCKS ?? 30)
/** Rounds before the clock counts: with forty, a tenth of the difference was V8 still compiling the larger program. */
const warmUp = 100
const rounds = Number(process.env.ROUNDS ?? 30)

const contestants = ['ours', 'bare'] as const
type Name = (typeof contestants)[number]
const ways = ['socket', 'http'] as const
type Way = (typeof ways)[number]
const ports: Record<Name, number> = { ours: 47_311, bare: 47_312 }

const folder = mkdtempSync(join(tmpdir(), 'heroine-bench-'))
const constants = join(folder, 'constants.json')
const at = (all: number[], share: number) => all.toSorted((a, b) => a - b)[Math.floor(all.length * share)]!
const say = (words: string) => process.stdout.write(`${words}\n`)

async function launch(which: Name, way: Way, server: SlackServer): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./slackBot.ts', import.meta.url))
  const child = fork(script, [which, way, server.url, String(ports[which]), constants], {
    execArgv:
      which === 'ours' && process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : [],
  })
  await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', code => reject(new Error(`${which} ended with ${code}`)))
  })
  child.removeAllListeners('exit')
  // Ours has two connections, the second a moment later.
  const wanted = which === 'ours' ? 2 : 1
  while (way === 'socket' && server.connections(which) < wanted)
    await new Promise(resolve => setTimeout(resolve, 10))
  return child
}

const end = (children: ChildProcess[]) =>
  Promise.all(
    children.map(child => {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.disconnect()
      return ended
    }),
  )

async function compare(server: SlackServer, way: Way): Promise<void> {
  const ask = (name: Name, command: string): Promise<Answered> =>
    way === 'http' ? server.overHttp(ports[name], command) : server.overSocket(name, command)

  const teacher = await launch('ours', way, server)
  const known: Record<string, unknown> = {}
  for (const command of commands) known[`/${command}`] = JSON.parse((await ask('ours', command)).body)
  writeFileSync(constants, JSON.stringify(known))
  await end([teacher])

  const ms: Record<Name, number[]> = { ours: [], bare: [] }
  for (let block = 0; block < blocks; block++) {
    const pair = [await launch('ours', way, server), await launch('bare', way, server)]
    const order = block % 2 ? contestants : contestants.toReversed()
    for (let round = 0; round < warmUp + rounds; round++)
      for (const command of commands) {
        const bodies = new Set<string>()
        for (const name of order) {
          const { body, ms: took } = await ask(name, command)
          if (round === 0) bodies.add(body)
          if (round >= warmUp) ms[name].push(took)
        }
        if (bodies.size > 1) throw new Error(`/${command}: the two bots do not send the same`)
      }
    await end(pair)
    process.stderr.write(`${way}: block ${block + 1} of ${blocks}, load ${loadavg()[0]!.toFixed(1)}\n`)
  }
  const ratio = (share: number) => (at(ms.ours, share) / at(ms.bare, share)).toFixed(2)
  const both = (share: number) => contestants.map(name => `${at(ms[name], share).toFixed(2)} ms`).join(' to ')
  say(
    `Slack over ${way === 'http' ? 'HTTP' : 'Socket Mode'}, command to acknowledgement, beside a bare Bolt app with the same bytes: p50 ${ratio(0.5)}× (${both(0.5)}), p99 ${ratio(0.99)}× (${both(0.99)}), ${ms.ours.length} commands each`,
  )
}

/** `npm run bench -- slack`: our bot beside a bare Bolt app that acknowledges with the same bytes as a constant. */
export async function benchSlack(): Promise<void> {
  writeFileSync(constants, '{}')
  const server = await slackServer()
  for (const way of ways.filter(way => !process.env.WAY || process.env.WAY === way))
    await compare(server, way)
  server.stop()
  rmSync(folder, { recursive: true })
}
