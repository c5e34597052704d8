import type { Whereabouts } from '../core/ask.ts'
import type { Settings } from '../core/community.ts'
import { type LocalResource, localState } from '../core/localResource.ts'
import type { Choice } from '../core/options.ts'
import type { Contact } from '../core/reply.ts'
import { longDate } from '../core/when.ts'
import { isOffLimits } from './doNotOffer.ts'
import type { Knowledge } from './knowledge.ts'
import { around } from './regions.ts'
import { type Need, needs } from './schema.ts'

/** A community's own resource that says where naloxone is, for the emergency card. */
export const here = 'here'

/** What one may be for. */
export const localNeeds: readonly Choice[] = [
  ...Object.entries(needs).map(([value, { label, also }]) => ({ value, label, also: [...also] })),
  { value: here, label: 'Naloxone here, a line on the emergency card' },
]

/** How many of a community's own stand above the checked services. */
export const mostShown = 2

/** What a command may show of them: settings are the last good copy. */
export type Showing = { settings: Settings; whereabouts?: Whereabouts; today: string }

/** Not for somebody who is surely elsewhere. A state and its country are near enough, whichever was named. */
function isNear({ settings: { region }, whereabouts }: Showing): boolean {
  if (!region || !whereabouts?.sure) return true
  return around(whereabouts.region).includes(region) || around(region).includes(whereabouts.region)
}

const visible = (showing: Showing): LocalResource[] =>
  isNear(showing)
    ? (showing.settings.resources ?? []).filter(r => localState(r, showing.today) !== 'hidden')
    : []

/** Those to show for a need, or for somebody who named none; confirmed ones first. */
export function localFor(showing: Showing, need: Need | undefined): LocalResource[] {
  const fits = (r: LocalResource) =>
    need ? r.need === need || (need === 'naloxone' && r.need === here) : r.need !== here
  const rank = (r: LocalResource) =>
    Number(r.need === here) * 2 + Number(localState(r, showing.today) === 'stale')
  return visible(showing)
    .filter(fits)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostShown)
}

/** As members see it: whose it is and how sure. */
export function localContact(resource: LocalResource, today: string): Contact {
  const { name, need, about, call, text, link, hours, place } = resource
  const words = [about, place && (about ? `Where: ${place}` : place)].filter(part => part)
  const purpose = localNeeds.find(({ value }) => value === need)?.label ?? name
  return {
    name,
    about: words.length > 0 ? words.join(about && /[.!?]$/.test(about) ? ' ' : '. ') : purpose,
    call,
    text,
    link,
    hours,
    note: `Added by this community, ${sureness(resource, today)}`,
  }
}

const sureness = (resource: LocalResource, today: string): string =>
  `${localState(resource, today) === 'confirmed' ? 'confirmed' : 'not confirmed since'} ${longDate(resource.confirmed)}`

/** The community's own line for the emergency card and /naloxone: where naloxone is. */
export function naloxoneHere(showing: Showing): string | undefined {
  const found = visible(showing).find(r => r.need === here)
  const where = found?.place ?? found?.about
  if (!found || !where) return undefined
  const stale = localState(found, showing.today) === 'stale' ? `, ${sureness(found, showing.today)}` : ''
  return `Naloxone here: ${where} (added by this community${stale})`
}

/** A page as somebody wrote it, or what is wrong with it. */
export function readLink(typed: string): string | { wrong: string } {
  const page = URL.parse(typed.trim())
  if (!page || !/^https?:$/.test(page.protocol))
    return { wrong: 'A link must be a whole address that begins with https:// or http://.' }
  if (page.username || page.password)
    return { wrong: 'A link must not hold a user name or a password: take out what stands before the @.' }
  if (!/\.[a-z][a-z0-9-]*$/.test(page.hostname))
    return { wrong: 'A link must name a site that everyone can open, such as https://example.org.' }
  return page.href
}

/** Why one must not be offered: the first number, page or words in it that the list names. */
export function offLimitsInLocal(
  { doNotOffer, offLimitsIn }: Pick<Knowledge, 'doNotOffer' | 'offLimitsIn'>,
  { name, about, hours, place, link, call, text }: LocalResource,
  region: string | undefined,
): string | undefined {
  const written = [name, about, hours, place, link].filter(words => words !== undefined)
  const dialled = [call, text].filter(phone => phone !== undefined)
  return [
    ...written.map(words => offLimitsIn(words, region)),
    ...dialled.map(({ dial }) => isOffLimits(doNotOffer, dial, region)),
  ].find(why => why !== undefined)
}
