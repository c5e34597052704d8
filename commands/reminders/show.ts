import { command } from '../../src/core/command.ts'
import { subject } from '../../src/core/reminder.ts'
import type { LedgerLine } from '../../src/core/store.ts'
import { list, paragraph, strong } from '../../src/core/text.ts'
import { spoken } from '../../src/core/when.ts'
import { type Desk, withReminder } from './desk.ts'
import { idOption } from './idOption.ts'
import { nextTimes } from './plan.ts'

const linesShown = 8

/** /reminders show: one reminder, what became of its last posts and when the next ones come. */
export const show = (desk: Desk) =>
  command({
    name: 'show',
    about: 'One reminder: its next times, and what became of the last posts',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withReminder(desk, ask, async ({ reminder: r }) => {
        const lines = await desk.store.ledger.lines(r.id, linesShown)
        return {
          tone: 'notice',
          title: r.paused ? 'A reminder that is paused' : 'A reminder',
          text: [
            ...(r.paused ? [paragraph(strong('Paused: '), r.paused)] : []),
            paragraph('Next:'),
            ...nextTimes(r.when, ask.now, ask.settings, r.channel),
            paragraph(lines.length > 0 ? 'What became of the last ones:' : 'It has not been due yet.'),
            ...(lines.length > 0 ? [list(...lines.map(told))] : []),
          ],
          parts: [
            {
              fields: [
                { name: 'Posts', value: [subject(r)] },
                { name: 'When', value: [spoken(r.when)] },
                { name: 'Channel', value: [r.channel] },
                ...(r.review ? [{ name: 'Asks whether to go on', value: [r.review] }] : []),
              ],
            },
          ],
          actions: [
            r.paused
              ? { label: 'Start it again', ask: `/reminders resume ${r.id}` }
              : { label: 'Pause', ask: `/reminders pause ${r.id}` },
            { label: 'See the post', ask: `/reminders test ${r.id}` },
            ...(r.paused
              ? []
              : [
                  { label: 'Skip the next', ask: `/reminders skip ${r.id}` },
                  { label: 'Post it now', ask: `/reminders run ${r.id}` },
                ]),
            { label: 'Delete', ask: `/reminders delete ${r.id}` },
            { label: 'All reminders', ask: '/reminders list' },
          ],
        }
      }),
  })

const told = ({ slot, result, why }: LedgerLine) =>
  `${slot.replace('T', ' ')}: ${result ?? 'being posted, or the bot stopped there'}${why ? ` (${why})` : ''}`
