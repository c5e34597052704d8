import { OperatorError } from '../../src/core/operatorError.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'

type Due = { name: string; check_again: string }

/** Entries, services, series and campaigns whose day to check again comes before a date, earliest first. */
export const dueBefore = ({ entries, resources, series, campaigns }: Knowledge, date: string): Due[] =>
  [
    ...entries.map(({ id, check_again }) => ({ name: `en/${id}.md`, check_again })),
    ...resources.map(({ id, check_again }) => ({ name: `resources: ${id}`, check_again })),
    ...series.map(({ id, check_again }) => ({ name: `series/${id}.yaml`, check_again })),
    ...campaigns.map(({ id, check_again }) => ({ name: `campaigns: ${id}`, check_again })),
  ]
    .filter(({ check_again }) => check_again <= date)
    .sort((a, b) => a.check_again.localeCompare(b.check_again))

/** The date that `30d` means from an instant. Throws an OperatorError where the words are none. */
export function untilDate(words: string, now: Temporal.Instant): string {
  const [, days] = /^(\d{1,4})d?$/.exec(words) ?? []
  if (!days) throw new OperatorError('--due takes a number of days, such as --due 30d.')
  return now
    .toZonedDateTimeISO('UTC')
    .toPlainDate()
    .add({ days: Number(days) })
    .toString()
}
