import { parseArgs } from 'node:util'
import { OperatorError } from '../src/core/operatorError.ts'
import { openKnowledge } from '../src/knowledge/knowledge.ts'
import { dueBefore, untilDate } from './content/due.ts'
import { openMaterial } from './content/material.ts'
import { judge, spell } from './content/rule.ts'
import { rules } from './content/rules.ts'
import { summary } from './content/summary.ts'

/** `npm run content`: checks everything the bot knows. `-- --due 30d` lists what must be checked again within 30 days. */
const { values } = parseArgs({ options: { due: { type: 'string' } } })
const print = (words: string) => void process.stdout.write(`${words}\n`)

function listDue(within: string): void {
  const until = untilDate(within, Temporal.Now.instant())
  for (const { name, check_again } of dueBefore(openKnowledge(), until)) print(`${check_again}  ${name}`)
}

function check(): void {
  const material = openMaterial()
  print(summary(material))
  const broken = judge(rules, material)
  if (broken.length > 0) throw new OperatorError(`\n${broken.map(spell).join('\n\n')}`)
  print(`All ${rules.length} rules of the editorial policy hold.`)
}

try {
  if (values.due === undefined) check()
  else listDue(values.due)
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
