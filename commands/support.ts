import { command } from '../src/core/command.ts'
import { choice } from '../src/core/options.ts'
import type { Draft } from '../src/core/reply.ts'
import { paragraph, strong } from '../src/core/text.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { country, regionChoices, regionName } from '../src/knowledge/regions.ts'
import { type Need, needs, type Resource } from '../src/knowledge/schema.ts'
import { contactOf, findSupport, firstSteps } from '../src/knowledge/support.ts'

const needChoices = Object.entries(needs).map(([value, label]) => ({ value, label }))
const perPage = 3
const pages = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(value => ({ value, label: value }))
const urgentButton = { label: 'Emergency', ask: '/overdose', urgent: true }

/** /support: lines and services by region and need. It never answers with nothing. */
export const support = (knowledge: Knowledge) =>
  command({
    name: 'support',
    about: 'Where help is: someone to talk to, treatment, naloxone, family, peers',
    options: {
      region: choice({ about: 'Where you are', example: 'US-WV', choices: regionChoices(knowledge.regions) }),
      need: choice({ about: 'What you are looking for', example: 'treatment', choices: needChoices }),
      page: choice({ about: 'Further services on the same list', example: '2', choices: pages }),
    },
    who: 'everyone',
    schedulable: true,
    forgiving: true,
    answer: ask => {
      const { need, page = '1' } = ask.options
      const region = ask.options.region ?? ask.whereabouts?.region
      const sure = ask.options.region !== undefined || ask.whereabouts?.sure === true
      const closing = paragraph(strong(knowledge.emergency.line(region ? { region, sure } : undefined)))
      if (!region)
        return {
          ...whereAreYou(knowledge, need),
          text: [
            closing,
            paragraph(
              'Choose a place to see who can help there, or type it: /support region:Peru. Nothing about you is kept.',
            ),
          ],
        }

      const found = need
        ? findSupport(knowledge.resources, region, need as Need, ask.now)
        : firstSteps(knowledge.resources, region, ask.now)
      const place = regionName(knowledge.regions, region)
      const from = (Number(page) - 1) * perPage
      const shown = need ? found.slice(from, from + perPage) : found
      const contacts = shown.length > 0 ? shown : fallback(knowledge, region, ask.now)
      const nothing =
        shown.length === 0 && need
          ? [paragraph(`I have no checked entry for that in ${place}. These can point you on:`)]
          : []
      const more = need && found.length > from + perPage
      return {
        tone: 'support',
        title: need ? `${needs[need as Need]}: ${place}` : `Where help is: ${place}`,
        text: [closing, ...nothing],
        parts: [{ contacts: contacts.map(resource => contactOf(resource, ask.now)) }],
        sources: sourcesOf(contacts),
        checked: contacts.map(r => r.checked).sort()[0],
        actions: [
          urgentButton,
          ...(more
            ? [
                {
                  label: 'More services',
                  ask: `/support region:${region} need:${need} page:${Number(page) + 1}`,
                },
              ]
            : []),
        ],
        menu: {
          label: 'What are you looking for?',
          choices: needChoices
            .filter(
              c =>
                c.value !== need &&
                findSupport(knowledge.resources, region, c.value as Need, ask.now).length > 0,
            )
            .map(c => ({ label: c.label, ask: `/support region:${region} need:${c.value}` })),
        },
      }
    },
  })

/** Asked from nowhere in particular: a menu of the places we know most about. */
function whereAreYou(knowledge: Knowledge, need: string | undefined): Draft {
  const countries = [
    ...new Set(
      knowledge.resources
        .filter(r => !r.hidden && r.region !== 'INTL' && r.region !== 'EU')
        .map(r => country(r.region)),
    ),
  ]
  const first = ['US', 'CA', 'GB', 'IE', 'AU', 'NZ']
  const ordered = [...first, ...countries.filter(code => !first.includes(code)).sort()].filter(code =>
    countries.includes(code),
  )
  const suffix = need ? ` need:${need}` : ''
  return {
    tone: 'support',
    title: 'Where are you?',
    text: [],
    actions: [
      urgentButton,
      ...(countries.includes('US')
        ? [{ label: 'West Virginia', ask: `/support region:US-WV${suffix}` }]
        : []),
    ],
    menu: {
      label: 'Choose a country',
      choices: ordered.slice(0, 25).map(code => ({
        label: regionName(knowledge.regions, code),
        ask: `/support region:${code}${suffix}`,
      })),
    },
  }
}

/** Nothing fits: somebody to talk to there, and directories that reach everywhere. */
function fallback({ resources }: Knowledge, region: string, now: Temporal.Instant): Resource[] {
  const talk = findSupport(resources, region, 'talk', now).slice(0, 2)
  const directories = resources.filter(r => !r.hidden && r.region === 'INTL' && r.link).slice(0, 2)
  return [...talk, ...directories.filter(d => !talk.includes(d))].slice(0, 3)
}

/** One source a service, each once; the first that has an address. */
function sourcesOf(contacts: Resource[]): Draft['sources'] {
  const found = contacts.flatMap(r => r.sources.find(s => s.url) ?? [])
  const seen = new Set<string>()
  return found
    .flatMap(({ publisher, url, published }) => {
      if (!url || seen.has(url)) return []
      seen.add(url)
      return [{ publisher, url, published }]
    })
    .slice(0, 4)
}
