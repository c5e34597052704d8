import { command } from '../../src/core/command.ts'
import { text } from '../../src/core/options.ts'
import { paragraph } from '../../src/core/text.ts'
import { signed } from '../settings/signed.ts'
import { type Desk, withScreening } from './desk.ts'
import { cancelled } from './event.ts'
import { postsOf } from './posts.ts'

/** /screening cancel: the film night, its posts and its event. What stands in the channel stays there. */
export const cancel = (desk: Desk) =>
  command({
    name: 'cancel',
    about: 'Cancel a film night: its posts and its event',
    options: {
      id: text({ about: 'Its id, from /screening list', example: 'a1b2c3d4', required: true, longest: 20 }),
    },
    who: 'moderators',
    answer: ask =>
      withScreening(desk, ask, async ({ id, event }, community) => {
        // Posts first: whatever fails after them, nothing more is posted.
        for (const { reminder } of await postsOf(desk.reminders, community, id))
          await desk.reminders.remove(community, reminder.id)
        await desk.communities.change(
          community,
          ({ screenings = [], ...settings }) => {
            const others = screenings.filter(screening => screening.id !== id)
            return { ...settings, ...(others.length > 0 && { screenings: others }) }
          },
          signed(ask),
        )
        const gone = !event || (desk.events ? await cancelled(desk.events, community, event) : false)
        return {
          tone: 'notice',
          title: 'The film night is cancelled',
          text: [
            paragraph(
              'Nothing more is posted about it. What stands in the channel already stays there: if it was announced, tell people.',
            ),
            ...(gone
              ? []
              : [paragraph('Its event could not be removed from here. Please remove it by hand.')]),
          ],
          actions: [{ label: 'All film nights', ask: '/screening list' }],
        }
      }),
  })
