import { z } from 'zod'
import type { Settings } from './community.ts'
import { type Action, type Draft, limits, Phone } from './reply.ts'
import { sizeOf } from './size.ts'
import { paragraph } from './text.ts'
import { LocalDate, longDate } from './when.ts'

/** So many a community may keep, and so many stand in one private list: each has two buttons. */
export const mostResources = 40
export const perList = 3

/**
 * Room for the words of one, as `sizeOf` counts: two of them stand above two checked services in one reply, and
 * `perList` of them in a list. Fields of ordinary words all fit at their longest.
 */
export const roomEach = 820

/** Days for which one that nobody confirmed is still shown, marked as that. */
const graceDays = 30

/**
 * A place, a person or a number that moderators added for their own community. It is shown as theirs, never as
 * checked by us. `need` is one of /support's needs, or `here`: where naloxone is, a line on the emergency card.
 */
export const LocalResource = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]{4,12}$/),
    name: z
      .string()
      .regex(/\S\s*\S/, 'must be at least two letters')
      .max(80),
    need: z.string().max(20),
    /** With the place it fits into what a contact says about itself. */
    about: z.string().max(120).optional(),
    call: Phone.optional(),
    text: Phone.optional(),
    link: z
      .url({ protocol: /^https?$/ })
      .max(250)
      .optional(),
    hours: z.string().max(100).optional(),
    place: z.string().max(110).optional(),
    /** The day on which a moderator last said that it is right, and the day to ask again. */
    confirmed: LocalDate,
    checkAgain: LocalDate,
  })
  .refine(r => sizeOf({ title: r.name, text: [paragraph(details(r))] }) <= roomEach, {
    message: 'is too long in all: shorten what it is about, the place, the hours or the link',
  })
export type LocalResource = z.infer<typeof LocalResource>

export type LocalState = 'confirmed' | 'stale' | 'hidden'

/** Shown as it is until its day comes, then for 30 days as not confirmed, then no more. */
export function localState({ checkAgain }: Pick<LocalResource, 'checkAgain'>, today: string): LocalState {
  if (today < checkAgain) return 'confirmed'
  return today < hiddenFrom(checkAgain) ? 'stale' : 'hidden'
}

const hiddenFrom = (checkAgain: string): string =>
  Temporal.PlainDate.from(checkAgain).add({ days: graceDays }).toString()

/** The day to ask again after one on which it was confirmed: numbers change hands. */
export const nextCheck = (today: string): string =>
  Temporal.PlainDate.from(today).add({ months: 3 }).toString()

/** Those about which moderators are to be asked whether they are still right, the longest due first. */
export const needAsking = ({ resources = [] }: Pick<Settings, 'resources'>, today: string): LocalResource[] =>
  resources
    .filter(({ checkAgain }) => checkAgain <= today)
    .sort((a, b) => a.checkAgain.localeCompare(b.checkAgain))

type Details = { [name in 'about' | 'link' | 'hours' | 'place']?: string } & { call?: Phone; text?: Phone }

/** What moderators wrote about it, but for its name. */
export const details = ({ about, call, text, link, hours, place }: Details): string =>
  [about, place, call && `call ${call.display}`, text && `text ${text.display}`, link, hours]
    .filter(detail => detail)
    .join(' · ')

/** What to press about one. */
export const answersFor = ({ id, name }: Pick<LocalResource, 'id' | 'name'>): Action[] => [
  { label: labelled('Still right: ', name), ask: `/resources confirm ${id}` },
  { label: labelled('Remove: ', name), ask: `/resources remove ${id}` },
]

/** A button's words with as much of a name as fits; its limit counts code units, and no character is cut in two. */
function labelled(lead: string, name: string): string {
  if (lead.length + name.length <= limits.label) return lead + name
  const letters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment)
  while (lead.length + letters.join('').length >= limits.label) letters.pop()
  return `${lead}${letters.join('').trimEnd()}…`
}

/** Asks moderators in private whether each is still right, at least one; more than fit wait in the list. */
export function askingReply(resources: readonly LocalResource[]): Draft {
  const shown = resources.slice(0, perList)
  const more = resources.length - shown.length
  const rest = more > 0 ? ` ${more} more ${more === 1 ? 'waits' : 'wait'} in /resources list.` : ''
  return {
    tone: 'notice',
    title: resources.length === 1 ? 'Is this still right?' : 'Are these still right?',
    text: [
      paragraph(
        `Your community added ${resources.length === 1 ? 'it' : 'them'} some time ago. Please look again.${rest}`,
      ),
    ],
    parts: [
      {
        fields: shown.map(resource => ({
          name: resource.name,
          value: [
            `${details(resource)}. Last confirmed ${longDate(resource.confirmed)}. `,
            `Without an answer, members no longer see it from ${longDate(hiddenFrom(resource.checkAgain))}. `,
            `To change it: /resources edit ${resource.id}`,
          ],
        })),
      },
    ],
    actions: [...shown.flatMap(answersFor), { label: 'All resources', ask: '/resources list' }],
  }
}
