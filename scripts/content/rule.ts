import type { Entry } from '../../src/knowledge/entry.ts'
import type { Resource } from '../../src/knowledge/schema.ts'
import type { Material } from './material.ts'

/** What breaks the policy, for the person who edits the file: what is wrong, why that matters, what to do. */
export type Fault = { file: string; line?: number; wrong: string; why: string; todo: string }

/**
 * One sentence of the editorial policy, and what finds the places that break it. A rule looks at each entry, at each
 * resource, or at everything together. None looks at the clock: content that is right today does not fail tomorrow.
 */
export type Rule = {
  name: string
  policy: string
  entry?(entry: Entry, all: Material): Fault[]
  resource?(resource: Resource, all: Material): Fault[]
  everything?(all: Material): Fault[]
}

export type Broken = { rule: Rule; faults: Fault[] }

/** The rules that something breaks. */
export function judge(rules: readonly Rule[], all: Material): Broken[] {
  const { entries, resources } = all.knowledge
  return rules
    .map(rule => ({
      rule,
      faults: [
        ...entries.flatMap(entry => rule.entry?.(entry, all) ?? []),
        ...resources.flatMap(resource => rule.resource?.(resource, all) ?? []),
        ...(rule.everything?.(all) ?? []),
      ],
    }))
    .filter(({ faults }) => faults.length > 0)
}

const spellFault = ({ file, line, wrong, why, todo }: Fault): string =>
  `  content/${file}${line ? `:${line}` : ''}: ${wrong}\n    Why: ${why}\n    Do: ${todo}`

/** The policy once, and below it every place that breaks it. */
export const spell = ({ rule, faults }: Broken): string =>
  [`${rule.name} (${faults.length}): ${rule.policy}`, ...faults.map(spellFault)].join('\n')
