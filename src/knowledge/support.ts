import type { Contact } from '../core/reply.ts'
import { around } from './regions.ts'
import type { Need, Resource } from './schema.ts'

/** Today in UTC, as content writes dates. */
export const dateOf = (now: Temporal.Instant): string =>
  now.toZonedDateTimeISO('UTC').toPlainDate().toString()

const forSome = new Set<Resource['kind']>(['youth', 'lgbtq', 'veterans', 'domestic_violence'])
const narrow: Need[] = ['young', 'veterans', 'lgbtq', 'violence']

/**
 * Ties: a line that serves everyone before one that serves some, open day and night before hours, local before
 * national. A need that is itself for some (young people, veterans) turns the first rule round.
 */
function order(region: string, need: Need) {
  const near = around(region)
  const some = (r: Resource) =>
    forSome.has(r.kind) || r.needs.some(n => narrow.includes(n)) || r.locality !== undefined
  const rank = (r: Resource) => [
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

/** What members may be shown in a region for a need, best first. Hidden entries never come. */
export function findSupport(
  resources: readonly Resource[],
  region: string,
  need: Need,
  now: Temporal.Instant,
): Resource[] {
  const today = dateOf(now)
  const near = around(region)
  return resources
    .filter(r => !r.hidden && near.includes(r.region) && r.needs.includes(need))
    .flatMap(r => current(r, today) ?? [])
    .sort(order(region, need))
}

/** The best of each need, each service once: for somebody who has not said what they need. */
export function firstSteps(
  resources: readonly Resource[],
  region: string,
  now: Temporal.Instant,
): Resource[] {
  const chosen: Resource[] = []
  for (const need of ['talk', 'treatment', 'naloxone', 'family'] as const) {
    const best = findSupport(resources, region, need, now).find(
      r => !chosen.includes(r) && r.call?.dial !== chosen.at(-1)?.call?.dial,
    )
    if (best) chosen.push(best)
  }
  return chosen
}

export function contactOf(resource: Resource, now: Temporal.Instant): Contact {
  const { name, about, call, text, chat, link, hours, note, check_again, checked } = resource
  const stale = check_again <= dateOf(now)
  return {
    name,
    about,
    call,
    text,
    chat,
    link,
    hours,
    note: [note, stale && `Last checked ${checked}.`].filter(words => words).join(' ') || undefined,
  }
}
