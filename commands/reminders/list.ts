import { command } from '../../src/core/command.ts'
import { spoken } from '../../src/core/reminder.ts'
import type { Reminders } from '../../src/core/store.ts'
import { paragraph } from '../../src/core/text.ts'
import { directMessage } from '../settings.ts'

const shownAtOnce = 10

/** /reminders list: every reminder of this community, with its id. */
export const list = (store: Reminders) =>
  command({
    name: 'list',
    about: 'The reminders of this community',
    options: {},
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
              'Make one: /reminders create run:"/support region:US-WV" on:monday at:09:00 timezone:America/New_York',
            ),
          ],
        }
      const shown = all.slice(0, shownAtOnce)
      return {
        tone: 'notice',
        title: `Reminders: ${all.length}`,
        text: all.length > shownAtOnce ? [paragraph(`The first ${shownAtOnce} of ${all.length}.`)] : [],
        parts: [
          {
            fields: shown.map(r => ({
              name: `${r.id} · ${r.line}`,
              value: [`${spoken(r.when)}, channel ${r.channel}${r.paused ? `. Paused: ${r.paused}` : ''}`],
            })),
          },
        ],
        menu: {
          label: 'Delete one',
          choices: shown.map(r => ({ label: `Delete ${r.id}`, ask: `/reminders delete ${r.id}` })),
        },
      }
    },
  })
