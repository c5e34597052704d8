import type { Settings } from '../../src/core/community.ts'
import { shorten } from '../../src/core/reminder.ts'
import { type Draft, limits, type Part } from '../../src/core/reply.ts'
import { sizeOf } from '../../src/core/size.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { fieldsOf } from './show.ts'

export type Difference = { setting: keyof Settings; name: string; before: string; after: string }

/** The same whatever the order of its keys. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
export const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

/** Every setting that changed, in words. */
export function differences(knowledge: Knowledge, before: Settings, after: Settings): Difference[] {
  const now = fieldsOf(knowledge, after)
  return fieldsOf(knowledge, before).flatMap(([name, was, setting], index) => {
    if (!setting || same(before[setting], after[setting])) return []
    const is = now[index]![1]
    // A list can change without its length.
    return [{ setting, name, before: was, after: is === was ? `${is}, with other details` : is }]
  })
}

/** "Region: not set → West Virginia (US-WV)". */
export const told = ({ name, before, after }: Difference, longest: number): string =>
  `${name}: ${arrow(before, after, longest)}`

const arrow = (before: string, after: string, longest: number) =>
  `${shorten(before, longest)} → ${shorten(after, longest)}`

export const changesPart = (found: readonly Difference[], longest: number): Part[] =>
  found.length > 0
    ? [
        {
          fields: found.map(({ name, before, after }) => ({ name, value: [arrow(before, after, longest)] })),
        },
      ]
    : []

/** The longest form that fits into one message; /settings shows each value whole. */
export function fitting(make: (longest: number) => Draft): Draft {
  const lengths = [200, 60, 30]
  return lengths.map(make).find(draft => sizeOf(draft) <= limits.budget) ?? make(12)
}
