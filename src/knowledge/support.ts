import type { Locale } from '../core/community.ts'
import type { Contact, Source } from '../core/reply.ts'
import { around } from './regions.ts'
import type { Need, Resource } from './schema.ts'

/** Today in UTC, as content writes dates. */
export const dateOf = (now: Temporal.Instant): string =>
  now.toZonedDateTimeISO('UTC').toPlainDate().toString()

const forSome = new Set<Resource['kind']>(['youth', 'lgbtq', 'veterans', 'domestic_violence'])
const narrow: Need[] = ['young', 'veterans', 'lgbtq', 'violence']

/** Whom to choose for. */
export type Seeker = { region: string; now: Temporal.Instant; locale: Locale }

/**
 * Ties: a line that speaks the asker's language first; then one that serves everyone before one that serves some,
 * open day and night before hours, local before national. A need that is itself for some (young people, veterans)
 * turns the second rule round.
 */
function order({ region, locale }: Seeker, need: Need) {
  const near = around(region)
  const some = (r: Resource) =>
    forSome.has(r.kind) || r.needs.some(n => narrow.includes(n)) || r.locality !== undefined
  const rank = (r: Resource) => [
    r.languages.includes(locale) ? 0 : 1,
    r.needs.indexOf(need),
    some(r) === narrow.includes(need) ? 0 : 1,
    r.always_open ? 0 : 1,
    near.indexOf(r.region),
  ]
  return (a: Resource, b: Resource): number => {
    const ranks = rank(b)
    return (
      rank(a)
        .map((value, i) => value - ranks[i]!)
        .find(difference => difference !== 0) ?? 0
    )
  }
}

/** Past its date: a line that never closes stays, another number gives way to its page. */
function current(resource: Resource, today: string): Resource | undefined {
  if (resource.check_again > today || resource.always_open) return resource
  if (!resource.link && !resource.chat) return undefined
  return { ...resource, call: undefined, also_call: [], text: undefined }
}

/** What members may be shown for a need, best first. Hidden entries never come. */
export function findSupport(resources: readonly Resource[], seeker: Seeker, need: Need): Resource[] {
  const today = dateOf(seeker.now)
  const near = around(seeker.region)
  return resources
    .filter(r => !r.hidden && near.includes(r.region) && r.needs.includes(need))
    .flatMap(r => current(r, today) ?? [])
    .sort(order(seeker, need))
}

/** The best of each need, each service once: for somebody who has not said what they need. */
export function firstSteps(resources: readonly Resource[], seeker: Seeker): Resource[] {
  const chosen: Resource[] = []
  const isNew = (r: Resource) => !chosen.some(c => c.id === r.id || (r.call && c.call?.dial === r.call.dial))
  for (const need of ['talk', 'treatment', 'naloxone', 'family'] as const) {
    const best = findSupport(resources, seeker, need).find(isNew)
    if (best) chosen.push(best)
  }
  return chosen
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' })
const inWords = (code: string): string => (/^[a-z]{2}$/.test(code) ? (languageNames.of(code) ?? code) : code)

/** A service as a reply shows it, with what the asker must know before they call. */
export function contactOf(resource: Resource, { now, locale }: Pick<Seeker, 'now' | 'locale'>): Contact {
  const { name, about, call, also_call, text, chat, link, hours, languages } = resource
  const notes = [
    also_call.length > 0 && `Or call ${also_call.map(phone => phone.display).join(', ')}.`,
    resource.note,
    !languages.includes(locale) && `Speaks ${languages.map(inWords).join(', ')}.`,
    resource.check_again <= dateOf(now) && `Last checked ${resource.checked}.`,
  ]
  return {
    name,
    about,
    call,
    text,
    chat,
    link,
    hours,
    note: notes.filter(note => note).join(' ') || undefined,
  }
}

/** One source a service, each once; the first that has an address. */
export function sourcesOf(contacts: readonly Resource[]): Source[] {
  const found = contacts.flatMap(r => r.sources.find(s => s.url) ?? [])
  const byUrl = new Map(
    found.map(({ publisher, url, published }) => [url, { publisher, url: url!, published }]),
  )
  return [...byUrl.values()].slice(0, 4)
}
