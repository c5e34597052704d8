import { command } from '../../src/core/command.ts'
import type { Settings } from '../../src/core/community.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Communities } from '../../src/core/store.ts'
import { paragraph } from '../../src/core/text.ts'
import { longDate } from '../../src/core/when.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { regionName } from '../../src/knowledge/regions.ts'
import { directMessage } from './directMessage.ts'

/** /settings show: everything that moderators of this community have chosen. */
export const show = (knowledge: Knowledge, communities: Communities) =>
  command({
    name: 'show',
    about: 'What this community has chosen',
    options: {},
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      return shown(knowledge, await communities.settings(ask.place.community), 'Settings of this community', [
        paragraph('Only you see this. To change one, name it: /settings change region:US-WV'),
      ])
    },
  })

/** All settings in words, under a heading. */
export const shown = (knowledge: Knowledge, now: Settings, title: string, text: Draft['text']): Draft => ({
  tone: 'notice',
  title,
  text,
  parts: [{ fields: fieldsOf(knowledge, now).map(([name, value]) => ({ name, value: [value] })) }],
  actions: [
    {
      label: 'Change',
      ask: '/settings change',
      does: { form: ['region', 'language', 'timezone', 'channel', 'public'] },
    },
    { label: 'Reminders', ask: '/reminders list' },
    { label: 'Undo the last change', ask: '/settings undo' },
    { label: 'History', ask: '/settings history' },
  ],
})

/** Each setting with what it is now, or what holds without it; last, which setting that is. */
export const fieldsOf = (
  knowledge: Knowledge,
  now: Settings,
): [name: string, value: string, setting?: keyof Settings][] => [
  [
    'Region',
    now.region
      ? `${regionName(knowledge.regions, now.region)} (${now.region})`
      : 'not set: members see a short list of emergency numbers',
    'region',
  ],
  ['Emergency number shown', knowledge.emergency.number(now.region) ?? 'the list, until a region is set'],
  ['Language', now.language ?? 'each member’s own', 'language'],
  ['Time zone', now.timeZone ?? 'not set', 'timeZone'],
  ['Channel for reminders', now.channel ?? 'not set', 'channel'],
  [
    'Channel for moderators',
    now.moderatorChannel ?? 'not set: see /reminders and /resources yourself',
    'moderatorChannel',
  ],
  [
    'Moderators beside the platform’s own',
    now.moderators?.length ? some(now.moderators) : 'nobody',
    'moderators',
  ],
  [
    'Answers of /film and /facts',
    now.publicFacts ? 'everyone in the channel sees them' : 'private, like all others',
    'publicFacts',
  ],
  ['Quiet channels', now.quietChannels?.length ? some(now.quietChannels) : 'none', 'quietChannels'],
  ['Quiet hours', now.quietHours ? `${now.quietHours.from} to ${now.quietHours.to}` : 'none', 'quietHours'],
  ['Posts', now.pausedUntil ? `none until ${longDate(now.pausedUntil)}` : 'go on', 'pausedUntil'],
  ['Your own resources', `${now.resources?.length ?? 0}`, 'resources'],
  ['Film nights', `${now.screenings?.length ?? 0}`, 'screenings'],
]

/** As many as there is room for, and how many more there are. */
export function some(items: readonly string[], longest = 300): string {
  const fit = items.filter((_, index) => items.slice(0, index + 1).join(', ').length <= longest)
  const left = items.length - fit.length
  return left === 0 ? items.join(', ') : [...fit, `${left} more`].join(', ')
}
