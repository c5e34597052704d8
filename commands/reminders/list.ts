import { command } from '../../src/core/command.ts'
import type { Settings } from '../../src/core/community.ts'
import { text } from '../../src/core/options.ts'
import { subject } from '../../src/core/reminder.ts'
import type { Action } from '../../src/core/reply.ts'
import { moment, paragraph } from '../../src/core/text.ts'
import { spoken } from '../../src/core/when.ts'
import { directMessage } from '../settings/directMessage.ts'
import type { Desk } from './desk.ts'
import { localTime } from './plan.ts'

const perPage = 10

/** /reminders list: every reminder of this community, soonest first. */
export const list = ({ store }: Pick<Desk, 'store'>) =>
  command({
    name: 'list',
    about: 'The reminders of this community',
    options: { page: text({ about: 'Further reminders', example: '2', longest: 3 }) },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const all = await store.list(ask.place.community)
      if (all.length === 0)
        return {
          tone: 'notice',
          title: 'No reminders yet',
          text: [
            paragraph(
              'Make one: /reminders create run:"/support region:US-WV" every:week on:monday at:09:00 timezone:America/New_York',
            ),
          ],
          actions: [make(ask.settings), { label: 'Campaign days', ask: '/reminders campaigns' }],
        }
      const pages = Math.ceil(all.length / perPage)
      const page = Math.min(Math.max(1, Number.parseInt(ask.options.page ?? '1', 10) || 1), pages)
      const shown = all.slice((page - 1) * perPage, page * perPage)
      return {
        tone: 'notice',
        title: `Reminders: ${all.length}`,
        text: pages > 1 ? [paragraph(`Page ${page} of ${pages}.`)] : [],
        parts: [
          {
            fields: shown.map(({ reminder: r, occurrence }) => ({
              name: `${r.id} · ${subject(r).slice(0, 60)}`,
              value: [
                `${spoken(r.when)}, channel ${r.channel}. `,
                ...(r.paused
                  ? [`Paused: ${r.paused}`]
                  : ['Next: ', moment(occurrence.due, localTime(occurrence, r.when.timeZone))]),
              ],
            })),
          },
        ],
        menu: {
          label: 'Look at one',
          choices: shown.map(({ reminder: r }) => ({
            label: `${r.id} · ${subject(r)}`.slice(0, 70),
            ask: `/reminders show ${r.id}`,
          })),
        },
        actions: [
          ...(page < pages ? [{ label: 'More', ask: `/reminders list ${page + 1}` }] : []),
          make(ask.settings),
          { label: 'Campaign days', ask: '/reminders campaigns' },
        ],
      }
    },
  })

/** A form of five fields; without a time zone in the settings it has to be one of them. */
const make = ({ timeZone }: Settings): Action => ({
  label: 'New reminder',
  ask: '/reminders create',
  does: { form: ['run', ...(timeZone ? ['every', 'on'] : ['on', 'timezone']), 'at', 'channel'] },
})
