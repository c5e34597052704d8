import { type Draft, limits } from '../../src/core/reply.ts'
import { type Inline, paragraph, strong } from '../../src/core/text.ts'
import type { Claim } from '../../src/knowledge/claim.ts'
import { lineOf } from '../../src/knowledge/entryReply.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { dateOf } from '../../src/knowledge/support.ts'

const perPage = 4
/** What needs saying most comes first; what was right all along comes last. */
const order: Claim['verdict'][] = ['wrong', 'imprecise', 'unconfirmed', 'opinion', 'right']
const verdicts: Record<Claim['verdict'], string> = {
  wrong: 'Not right.',
  imprecise: 'Not quite.',
  unconfirmed: 'Not confirmed.',
  opinion: 'An opinion.',
  right: 'Right.',
}
const sureness: Record<Claim['sure'], string> = { high: 'Sure', medium: 'Fairly sure', low: 'Not sure' }

export const pagesOf = (claims: readonly Claim[]): number => Math.max(1, Math.ceil(claims.length / perPage))

/** What one may have read about the film, what is right, and how sure we are, a few at a time. */
export function checked({ claims, entry }: Knowledge, page: number, now: Temporal.Instant): Draft {
  const sorted = [...claims].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const last = pagesOf(sorted)
  const at = Math.min(page, last)
  const shown = sorted.slice((at - 1) * perPage, at * perPage)
  const due = shown.some(claim => claim.check_again <= dateOf(now))
  const told = shown.flatMap(claim => entry(claim.entry) ?? [])
  const entries = [...new Map(told.map(found => [found.id, found])).values()].slice(0, limits.actions - 2)
  const turn = [
    ...(at < last ? [{ label: `Next (${at + 1} of ${last})`, ask: `/film checked page:${at + 1}` }] : []),
    ...(at > 1 ? [{ label: 'Back', ask: `/film checked page:${at - 1}` }] : []),
  ]
  return {
    tone: 'info',
    title: `What you may have read, checked (${at} of ${last})`,
    text: [
      paragraph('From three articles about the film. First what they say, then what the evidence says.'),
      ...(due ? [paragraph('A new check is due, so this may have changed.')] : []),
    ],
    parts: [{ fields: shown.map(claim => ({ name: `“${claim.read}”`, value: verdictOf(claim) })) }],
    sources: [
      ...new Map(shown.flatMap(c => c.source ?? []).map(source => [source.url, source])).values(),
    ].slice(0, 4),
    checked: shown.map(claim => claim.checked).sort()[0],
    actions: [...turn, ...entries.map(found => ({ label: found.label, ask: lineOf(found) }))],
  }
}

const verdictOf = ({ verdict, right, sure }: Claim): Inline[] => [
  strong(verdicts[verdict]),
  ` ${right} (${sureness[sure]}.)`,
]
