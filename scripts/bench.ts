import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openKnowledge } from '../src/knowledge/knowledge.ts'

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
  'start to ready (playground)': () => timed([...guard, 'src/main.ts'], 'is ready'),
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
const { entries, resources } = openKnowledge()
const ms = performance.now() - began
const heap = (process.memoryUsage().heapUsed - before) / 2 ** 20
process.stdout.write(
  `loading ${entries.length} entries and ${resources.length} services: ${ms.toFixed(0)} ms, ${heap.toFixed(0)} MB of heap before any collection\n`,
)
