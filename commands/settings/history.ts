import { command } from '../../src/core/command.ts'
import type { Change } from '../../src/core/community.ts'
import { type Draft, limits } from '../../src/core/reply.ts'
import { sizeOf } from '../../src/core/size.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import type { Desk } from './desk.ts'
import { differences, told } from './differences.ts'
import { directMessage } from './directMessage.ts'

const shownChanges = 8

/** /settings history: who changed what, and when. */
export const history = ({ knowledge, communities }: Pick<Desk, 'knowledge' | 'communities'>) =>
  command({
    name: 'history',
    about: 'Who changed which settings, when, and what they were before',
    options: {},
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const changes = await communities.history(ask.place.community)
      if (changes.length === 0) return page([paragraph(`No change is noted. ${kept}`)], [])
      const latest = changes.slice(0, shownChanges)
      const fit = latest.filter((_, index) => {
        const shown = latest.slice(0, index + 1)
        return (
          sizeOf(page(heading(changes.length, shown.length), shown.map(line(knowledge)))) <= limits.budget
        )
      })
      return page(heading(changes.length, fit.length), fit.map(line(knowledge)))
    },
  })

const kept = 'The ids of moderators are kept for 90 days and then removed, with what they changed.'

const heading = (all: number, shown: number): Draft['text'] => [
  paragraph(
    all > shown ? `Only you see this. The latest ${shown} of ${all} changes.` : 'Only you see this.',
    ` ${kept}`,
  ),
]

const page = (text: Draft['text'], fields: { name: string; value: string[] }[]): Draft => ({
  tone: 'notice',
  title: 'What was changed in the settings',
  text,
  parts: fields.length > 0 ? [{ fields }] : [],
  actions: [
    ...(fields.length > 0 ? [{ label: 'Undo the latest', ask: '/settings undo' }] : []),
    { label: 'All settings', ask: '/settings show' },
  ],
})

/** "2026-11-24 12:00 UTC, by 1234" and what changed. */
const line =
  (knowledge: Knowledge) =>
  ({ at, by, before, after }: Change) => ({
    name: `${at.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', ' UTC')}, by ${by}`,
    value: [
      differences(knowledge, before, after)
        .map(found => told(found, 40))
        .join('; '),
    ],
  })
