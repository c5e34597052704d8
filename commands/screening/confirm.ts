import type { Ask } from '../../src/core/ask.ts'
import { command } from '../../src/core/command.ts'
import type { CommunityId } from '../../src/core/community.ts'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { choice, text } from '../../src/core/options.ts'
import { unconfirmed } from '../../src/core/reminder.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Screening } from '../../src/core/screening.ts'
import { paragraph } from '../../src/core/text.ts'
import { type Desk, withScreening } from './desk.ts'
import { makeEvent } from './event.ts'
import { postsOf, remindersOf, schedule } from './posts.ts'
import { obstacle } from './preview.ts'

/** /screening confirm: behind the button of a preview. It starts the three posts, and makes the event if one was wanted. */
export const confirm = (desk: Desk) =>
  command({
    name: 'confirm',
    about: 'Announce a film night that was just shown',
    options: {
      id: text({ about: 'Which one', example: 'a1b2c3d4', required: true, longest: 20 }),
      event: choice({
        about: 'Make an event too',
        example: 'yes',
        choices: [
          { value: 'yes', label: 'Yes' },
          { value: 'again', label: 'Try again' },
        ],
      }),
    },
    who: 'moderators',
    hidden: true,
    answer: ask =>
      withScreening(desk, ask, async (screening, community) => {
        const here = await postsOf(desk.reminders, community, screening.id)
        const started = here.length > 0 && here.every(({ reminder }) => reminder.paused !== unconfirmed)
        const { event } = ask.options
        // Pressed twice: what was announced is not announced again.
        if (started) {
          const again = event === 'again' && !screening.event
          return planned(screening, ask, again ? await makeEvent(desk, screening, community, ask) : undefined)
        }
        const stop = await obstacle(desk, screening, community, ask)
        if (stop) return stop
        for (const reminder of remindersOf(screening, community, ask.now, here))
          await desk.reminders.save(reminder, nextOccurrence(reminder, ask.now)!)
        return planned(screening, ask, await eventFor(desk, screening, community, ask, event))
      }),
  })

/** One that was there before the film night changed is made anew: it may say another time. */
const eventFor = (
  desk: Desk,
  screening: Screening,
  community: CommunityId,
  ask: Pick<Ask, 'by' | 'now'>,
  wanted: string | undefined,
) => (wanted || screening.event ? makeEvent(desk, screening, community, ask) : undefined)

type Made = Awaited<ReturnType<typeof makeEvent>> | undefined

const planned = (
  screening: Screening,
  { now, settings }: Pick<Ask, 'now' | 'settings'>,
  made: Made,
): Draft => ({
  tone: 'notice',
  title: 'The film night is planned',
  text: [
    paragraph(`Everyone in the channel ${screening.channel} sees the posts:`),
    ...schedule(screening, now, settings),
    ...(made ? [paragraph(made.told)] : []),
    paragraph(`To change it: /screening change ${screening.id} at:20:00`),
  ],
  actions: [
    ...(made?.canRetry
      ? [{ label: 'Try the event again', ask: `/screening confirm ${screening.id} event:again` }]
      : []),
    { label: 'All film nights', ask: '/screening list' },
    { label: 'Words to read aloud', ask: '/film read-aloud' },
    { label: 'Cancel it', ask: `/screening cancel ${screening.id}` },
  ],
})
