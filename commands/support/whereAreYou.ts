import { emergencyButton } from '../../src/core/emergencyButton.ts'
import { type Draft, limits } from '../../src/core/reply.ts'
import { paragraph, type Text } from '../../src/core/text.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { country, regionName } from '../../src/knowledge/regions.ts'
import { sourcesOf } from '../../src/knowledge/support.ts'

/** Countries that most members ask from; the others follow by name. */
const first = ['US', 'CA', 'GB', 'IE', 'AU', 'NZ']

/** Asked from nowhere in particular: a menu of places, directories that reach everywhere, and how to type another. */
export function whereAreYou(
  knowledge: Knowledge,
  need: string | undefined,
  opening: Text,
  also: Draft['actions'] = [],
): Draft {
  const suffix = need ? ` need:${need}` : ''
  const named = (code: string) => regionName(knowledge.regions, code)
  const known = new Set(
    knowledge.resources
      .filter(r => !r.hidden && r.kind !== 'emergency')
      .map(r => country(r.region))
      .filter(code => code !== 'INTL'),
  )
  const rest = [...known]
    .filter(code => !first.includes(code))
    .sort((a, b) => named(a).localeCompare(named(b)))
  const ordered = [...first.filter(code => known.has(code)), ...rest].slice(0, limits.choices)
  const ways = knowledge.resources.filter(r => !r.hidden && r.region === 'INTL' && r.link).slice(0, 2)
  return {
    tone: 'support',
    title: 'Where are you?',
    text: [
      ...opening,
      paragraph(
        'Choose a country, or type a state or another place: /support region:Ohio. Nothing about you is kept.',
      ),
    ],
    parts: [{ contacts: ways.map(({ name, about, link }) => ({ name, about, link })) }],
    sources: sourcesOf(ways),
    checked: ways.map(resource => resource.checked).sort()[0],
    actions: [
      emergencyButton,
      { label: 'West Virginia', ask: `/support region:US-WV${suffix}` },
      ...also.filter(action => 'ask' in action && action.ask !== `/support region:US-WV${suffix}`),
    ],
    menu: {
      label: 'Choose a country',
      choices: ordered.map(code => ({ label: named(code), ask: `/support region:${code}${suffix}` })),
    },
  }
}
