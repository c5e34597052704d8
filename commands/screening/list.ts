import { command } from '../../src/core/command.ts'
import type { CommunityId } from '../../src/core/community.ts'
import { unconfirmed } from '../../src/core/reminder.ts'
import type { Action, Draft } from '../../src/core/reply.ts'
import { type Screening, startOf } from '../../src/core/screening.ts'
import { paragraph } from '../../src/core/text.ts'
import { longDate } from '../../src/core/when.ts'
import { directMessage } from '../settings/directMessage.ts'
import type { Desk } from './desk.ts'
import { postsOf } from './posts.ts'
import { whenOf } from './said.ts'

const buttons = 4

/** /screening list: the film nights of this community and how far each is. */
export const list = (desk: Pick<Desk, 'communities' | 'reminders'>) =>
  command({
    name: 'list',
    about: 'The film nights of this community',
    options: {},
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      const { screenings = [] } = await desk.communities.settings(community)
      if (screenings.length === 0) return none
      const inOrder = [...screenings].sort((a, b) => Temporal.Instant.compare(startOf(a), startOf(b)))
      const all = await Promise.all(inOrder.map(one => stateOf(desk, one, community, ask.now)))
      const open = all.filter(({ state }) => state === 'draft').slice(0, buttons)
      return {
        tone: 'notice',
        title: `Film nights: ${all.length}`,
        text: [paragraph('To change one: /screening change id:… at:20:00')],
        parts: [
          {
            fields: all.map(({ screening, state }) => ({
              name: `${screening.id} · ${whenOf(screening)}`,
              value: [`${screening.place.slice(0, 60)}, channel ${screening.channel}. ${states[state]}`],
            })),
          },
        ],
        actions: [
          ...open.map(({ screening: { id, date } }) => ({
            label: `Announce: ${longDate(date)}`,
            ask: `/screening confirm ${id}`,
          })),
          plan,
        ],
        menu: {
          label: 'Look at one, or cancel it',
          choices: all.flatMap(({ screening: { id, date } }) => [
            { label: `See: ${longDate(date)} (${id})`, ask: `/screening show ${id}` },
            { label: `Cancel: ${longDate(date)} (${id})`, ask: `/screening cancel ${id}` },
          ]),
        },
      }
    },
  })

const plan: Action = {
  label: 'Plan a film night',
  ask: '/screening plan',
  does: { form: ['date', 'at', 'place', 'timezone', 'channel'] },
}

const none: Draft = {
  tone: 'notice',
  title: 'No film night is planned',
  text: [
    paragraph(
      'Plan one: /screening plan date:2026-12-04 at:19:00 place:"Main library" timezone:America/New_York. You see first what would be posted.',
    ),
  ],
  actions: [plan, { label: 'Showing the film to a group', ask: '/film showing-it' }],
}

const states = {
  draft: 'Not announced yet: it waits for a moderator.',
  planned: 'Its posts are planned.',
  stopped: 'Its posts are gone or paused: see /reminders list.',
  over: 'It is over.',
}

async function stateOf(
  { reminders }: Pick<Desk, 'reminders'>,
  screening: Screening,
  community: CommunityId,
  now: Temporal.Instant,
): Promise<{ screening: Screening; state: keyof typeof states }> {
  const posts = (await postsOf(reminders, community, screening.id)).map(({ reminder }) => reminder)
  if (Temporal.Instant.compare(startOf(screening), now) <= 0) return { screening, state: 'over' }
  if (posts.some(({ paused }) => paused === unconfirmed)) return { screening, state: 'draft' }
  // The announcement pauses once it is made; what counts is what is still to come.
  return { screening, state: posts.some(({ paused }) => !paused) ? 'planned' : 'stopped' }
}
