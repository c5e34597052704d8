import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { OperatorError } from '../src/core/operatorError.ts'
import { readInput, type Spoken, speaker } from './speaker.ts'

/**
 * `npm run -s say -- "/film people"` prints what a member would read and ends with 0; a mistake prints its explanation
 * and ends with 1. `--explain "/ask …"` shows why a question was understood as it was. `--jsonl` reads one JSON object (or string) a line and writes one a line, in the same order.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jsonl: { type: 'boolean', default: false },
    data: { type: 'string' },
    explain: { type: 'boolean', default: false },
  },
})

async function jsonLines(say: (input: Spoken) => Promise<object>): Promise<void> {
  for await (const raw of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!raw.trim()) continue
    const input = readInput(raw)
    const said = 'error' in input ? input : await say(input)
    process.stdout.write(`${JSON.stringify(said)}\n`)
  }
}

try {
  const { say, explain, close } = speaker(values.data ?? ':memory:')
  if (values.jsonl) await jsonLines(say)
  else {
    const line = positionals.join(' ')
    if (!line)
      throw new OperatorError(
        'Say what to ask: npm run -s say -- "/film people", or --jsonl with JSON lines on standard input.',
      )
    if (values.explain) process.stdout.write(`${JSON.stringify(explain(line), null, 2)}\n`)
    else {
      const { text, error } = await say({ line })
      process.stdout.write(`${text}\n`)
      if (error) process.exitCode = 1
    }
  }
  close()
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
