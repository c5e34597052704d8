import { topics } from '../../src/knowledge/schema.ts'
import { settled } from './coverage.ts'
import type { Material } from './material.ts'

/** What there is: entries by topic, services shown and hidden, claims settled. */
export function summary({ knowledge }: Material): string {
  const { entries, resources, claims, campaigns } = knowledge
  const perTopic = Object.keys(topics)
    .map(topic => `${topic} ${entries.filter(entry => entry.topic === topic).length}`)
    .join(' · ')
  const hidden = resources.flatMap(resource => resource.hidden ?? [])
  // "needs_check: the operator's page must confirm the number": the kind of reason comes before the colon.
  const reasons = [...Map.groupBy(hidden, reason => reason.split(':')[0])]
    .map(([reason, all]) => [all.length, reason] as const)
    .sort((a, b) => b[0] - a[0])
  return [
    `${entries.length} entries: ${perTopic}`,
    `${resources.length} services: ${resources.length - hidden.length} shown, ${hidden.length} kept but not shown`,
    ...reasons.map(([count, reason]) => `  ${String(count).padStart(3)}  ${reason}`),
    `${campaigns.length} campaigns`,
    `${settled({ knowledge }).size} of ${claims.length} claims settled by an entry`,
  ].join('\n')
}
