import { command } from '../src/core/command.ts'
import { emergencyButton } from '../src/core/emergencyButton.ts'
import { choice, nearest } from '../src/core/options.ts'
import type { Draft } from '../src/core/reply.ts'
import { paragraph, strong, type Text } from '../src/core/text.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { localFor } from '../src/knowledge/local.ts'
import { regionChoices, regionName } from '../src/knowledge/regions.ts'
import { type Need, needs, type Resource } from '../src/knowledge/schema.ts'
import {
  contactOf,
  dateOf,
  findSupport,
  firstSteps,
  type Seeker,
  sourcesOf,
} from '../src/knowledge/support.ts'
import { withLocal } from './support/local.ts'
import { whereAreYou } from './support/whereAreYou.ts'

const needChoices = Object.entries(needs).map(([value, { label, also }]) => ({
  value,
  label,
  also: [...also],
}))
const perPage = 3
/** Services in one reply, the community's own included. */
const together = 4
const pages = Array.from({ length: 12 }, (_, index) => ({
  value: `${index + 1}`,
  label: `Page ${index + 1}`,
}))

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
    steady: true,
    schedulable: true,
    shortcuts: { global: 'Find support' },
    forgiving: true,
    answer: ask => {
      // Free words may name a place in passing: "/support my brother in ohio".
      const stated = ask.options.region ?? knowledge.placeIn(ask.rest)
      const region = stated ?? ask.whereabouts?.region
      const sure = stated !== undefined || ask.whereabouts?.sure === true
      const whereabouts = region ? { region, sure } : undefined
      const line = paragraph(strong(knowledge.emergency.line(whereabouts)))
      const need = ask.options.need as Need | undefined
      const today = dateOf(ask.now)
      const own = localFor({ settings: ask.settings, whereabouts, today }, need)
      const unread = ask.rest && !stated ? notUnderstood(knowledge, ask.rest, need) : undefined
      if (!region) {
        const asked = whereAreYou(knowledge, need, [line, ...(unread?.text ?? [])], unread?.actions)
        return withLocal(asked, own, today)
      }
      const seeker = { region, now: ask.now, locale: ask.locale }
      const page = Number(ask.options.page ?? '1')
      const room = together - own.length
      const checked = need ? forNeed(knowledge, seeker, need, page, room) : overview(knowledge, seeker, room)
      const reply = page > 1 ? checked : withLocal(checked, own, today)
      return {
        ...reply,
        text: [line, ...(unread?.text ?? []), ...reply.text],
        actions: [emergencyButton, ...(reply.actions ?? []), ...(unread?.actions ?? [])],
        menu: otherNeeds(knowledge, seeker, need),
      }
    },
  })

/** Words that named no place and no need: the places that come nearest, and the lists below all the same. */
function notUnderstood(
  knowledge: Knowledge,
  rest: string,
  need: string | undefined,
): { text: Text; actions: Draft['actions'] } {
  const near = nearest(regionChoices(knowledge.regions), rest.slice(0, 60)).slice(0, 3)
  const suffix = need ? ` need:${need}` : ''
  const question =
    near.length > 0
      ? 'Did you mean one of the places below?'
      : 'Name a country or a US state, such as region:US-WV.'
  return {
    text: [paragraph(`I could not place all of that. ${question}`)],
    actions: near.map(({ value, label }) => ({ label, ask: `/support region:${value}${suffix}` })),
  }
}

function overview(knowledge: Knowledge, seeker: Seeker, room: number): Draft {
  const found = firstSteps(knowledge.resources, seeker).slice(0, room)
  const contacts = found.length > 1 ? found : [...found, ...directories(knowledge, seeker, found)]
  return {
    ...shown(contacts, seeker),
    title: `Where help is: ${regionName(knowledge.regions, seeker.region)}`,
    text: [],
  }
}

function forNeed(knowledge: Knowledge, seeker: Seeker, need: Need, page: number, room: number): Draft {
  const found = findSupport(knowledge.resources, seeker, need)
  const each = Math.min(perPage, room)
  const last = Math.max(1, Math.ceil(found.length / each))
  const at = Math.min(page, last)
  const here = found.slice((at - 1) * each, at * each)
  const further = here.length > 1 || page > 1 ? [] : directories(knowledge, seeker, here)
  const contacts = [...here, ...further].slice(0, each)
  const place = regionName(knowledge.regions, seeker.region)
  const nothing = `I have no checked entry for that in ${place}. These can point you on:`
  const next = {
    label: `More (${at + 1} of ${last})`,
    ask: `/support region:${seeker.region} need:${need} page:${at + 1}`,
  }
  return {
    ...shown(contacts, seeker),
    title: `${needs[need].label}: ${place}`,
    text: here.length === 0 ? [paragraph(nothing)] : [],
    actions: at < last ? [next] : [],
  }
}

const shown = (
  contacts: Resource[],
  seeker: Seeker,
): Pick<Draft, 'tone' | 'title' | 'text' | 'parts' | 'sources' | 'checked'> => ({
  tone: 'support',
  title: '',
  text: [],
  parts: [{ contacts: contacts.map(resource => contactOf(resource, seeker)) }],
  sources: sourcesOf(contacts),
  checked: contacts.map(resource => resource.checked).sort()[0],
})

/** Always a second way: somebody to talk to there, or directories that reach everywhere. */
function directories({ resources }: Knowledge, seeker: Seeker, already: Resource[]): Resource[] {
  const everywhere = resources.filter(r => !r.hidden && r.region === 'INTL' && r.link)
  const candidates = [...findSupport(resources, seeker, 'talk').slice(0, 2), ...everywhere]
  return candidates
    .filter((r, i) => !already.includes(r) && candidates.indexOf(r) === i)
    .slice(0, 3 - already.length)
}

function otherNeeds(knowledge: Knowledge, seeker: Seeker, need: string | undefined): Draft['menu'] {
  const choices = needChoices
    .filter(
      ({ value }) => value !== need && findSupport(knowledge.resources, seeker, value as Need).length > 0,
    )
    .map(({ value, label }) => ({ label, ask: `/support region:${seeker.region} need:${value}` }))
  return choices.length > 0 ? { label: 'What are you looking for?', choices } : undefined
}
