import { parseArgs } from 'node:util'
import { OperatorError } from '../src/core/operatorError.ts'
import { checkReplies, dueBefore } from '../src/knowledge/check.ts'
import { openKnowledge } from '../src/knowledge/knowledge.ts'

/** `npm run content`: checks everything the bot knows. `-- --due 30d` lists what must be checked again within 30 days. */
const { values } = parseArgs({ options: { due: { type: 'string' } } })

try {
  const knowledge = openKnowledge()
  const now = Temporal.Now.instant()
  if (values.due !== undefined) {
    const [, days] = /^(\d{1,4})d?$/.exec(values.due) ?? []
    if (!days) throw new OperatorError('--due takes a number of days, such as --due 30d.')
    const until = now
      .toZonedDateTimeISO('UTC')
      .toPlainDate()
      .add({ days: Number(days) })
      .toString()
    for (const { name, check_again } of dueBefore(knowledge, until))
      process.stdout.write(`${check_again}  ${name}\n`)
  } else {
    const faults = checkReplies(knowledge, now)
    if (faults.length > 0) throw new OperatorError(faults.join('\n'))
    const hidden = knowledge.resources.filter(resource => resource.hidden).length
    process.stdout.write(
      `${knowledge.entries.length} entries and ${knowledge.resources.length} services (${hidden} kept but not shown): all checks pass.\n`,
    )
  }
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
