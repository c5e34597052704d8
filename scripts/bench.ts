import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MiniSearch from 'minisearch'
import { plain } from '../src/core/text.ts'
import { openKnowledge } from '../src/knowledge/knowledge.ts'
import { startArguments } from '../test/program.ts'
import { benchDiscord } from './bench/discord.ts'
import { benchSlack } from './bench/slack.ts'
import { questions } from './eval/questions.ts'

if (process.argv[2] === 'discord') {
  await benchDiscord()
  process.exit()
}
if (process.argv[2] === 'slack') {
  await benchSlack()
  process.exit()
}

/** `npm run bench`: how long things take here, each beside a bare Node that does nothing, in alternating runs. */
const rounds = 7
const folder = mkdtempSync(join(tmpdir(), 'heroine-bench-'))

/** Milliseconds until a program prints `until`, or ends. */
function timed(args: string[], until?: string): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return new Promise(resolve => {
    let reached: number | undefined
    child.stdout.on('data', words => {
      if (!until || !String(words).includes(until)) return
      reached ??= performance.now() - began
      child.kill()
    })
    child.on('close', () => resolve(reached ?? performance.now() - began))
  })
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

const guard = ['--import', './src/guard.js']
const contestants = {
  'bare Node': () => timed(['-e', '0']),
  'say "/film"': () => timed([...guard, 'scripts/say.ts', '/film']),
  'start to ready (playground)': () => timed(startArguments, 'is ready'),
}
const times = new Map<string, number[]>(Object.keys(contestants).map(name => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const [name, run] of Object.entries(contestants)) times.get(name)!.push(await run())
  process.stderr.write(`round ${round + 1} of ${rounds}\n`)
}
rmSync(folder, { recursive: true })

const bare = median(times.get('bare Node')!)
for (const [name, values] of times) {
  const ratio = median(values) / bare
  process.stdout.write(
    `${name.padEnd(30)} median ${median(values).toFixed(0).padStart(5)} ms   ${ratio.toFixed(1)}× bare Node\n`,
  )
}

const before = process.memoryUsage().heapUsed
const began = performance.now()
const knowledge = openKnowledge()
const { entries, resources } = knowledge
const ms = performance.now() - began
const heap = (process.memoryUsage().heapUsed - before) / 2 ** 20
process.stdout.write(
  `loading and indexing ${entries.length} entries and ${resources.length} services: ${ms.toFixed(0)} ms, ${heap.toFixed(0)} MB of heap before any collection\n`,
)

/** A question, triage included, beside plain MiniSearch with stop words over the same entries, in alternating blocks. */
const stop = new Set(
  'a an and are as at be by do does for from how i in is it me my of on or the this to was what when where who why with you'.split(
    ' ',
  ),
)
const plainIndex = new MiniSearch<{ id: string; text: string }>({
  fields: ['text'],
  processTerm: term => (stop.has(term.toLowerCase()) ? null : term.toLowerCase()),
})
plainIndex.addAll(entries.map(({ id, title, text }) => ({ id, text: `${title} ${plain(text)}` })))
const asked = questions('tune').map(question => question.text)
const readers = {
  'plain MiniSearch': (text: string) => plainIndex.search(text, { prefix: true, fuzzy: 0.2 }),
  'a question, triage included': (text: string) => knowledge.understand(text),
}
const spent = new Map<string, number[]>(Object.keys(readers).map(name => [name, []]))
for (let block = 0; block < 12; block++)
  for (const [name, read] of Object.entries(readers))
    for (const text of asked) {
      const start = performance.now()
      read(text)
      if (block > 1) spent.get(name)!.push(performance.now() - start)
    }
const at = (all: number[], share: number) => all.toSorted((a, b) => a - b)[Math.floor(all.length * share)]!
const base = spent.get('plain MiniSearch')!
for (const [name, all] of spent)
  process.stdout.write(
    `${name.padEnd(30)} p50 ${at(all, 0.5).toFixed(2)} ms (${(at(all, 0.5) / at(base, 0.5)).toFixed(1)}×), p99 ${at(all, 0.99).toFixed(2)} ms (${(at(all, 0.99) / at(base, 0.99)).toFixed(1)}×)\n`,
  )

/** Hostile text must cost no more than a long question. */
const hostile = [
  'a'.repeat(10_000),
  '(('.repeat(5000),
  'no despierta '.repeat(800),
  '\u202e\u0301'.repeat(5000),
  'a+b*'.repeat(2500),
]
const costs = hostile.flatMap(text =>
  Array.from({ length: 20 }, () => {
    const start = performance.now()
    knowledge.understand(text)
    return performance.now() - start
  }),
)
process.stdout.write(
  `${'10,000 hostile characters'.padEnd(30)} p50 ${at(costs, 0.5).toFixed(2)} ms, p99 ${at(costs, 0.99).toFixed(2)} ms (${(at(costs, 0.99) / at(spent.get('a question, triage included')!, 0.99)).toFixed(1)}× of a question's)\n`,
)
