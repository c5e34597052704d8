import type { Ask } from '../../src/core/ask.ts'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import { nextOccurrence } from '../../src/core/occurrence.ts'
import { unconfirmed } from '../../src/core/reminder.ts'
import { type Draft, limits } from '../../src/core/reply.ts'
import { type Screening, screeningLine } from '../../src/core/screening.ts'
import { sizeOf } from '../../src/core/size.ts'
import { paragraph, strong, type Text } from '../../src/core/text.ts'
import { mostReminders } from '../reminders/create.ts'
import { type Desk, refused } from './desk.ts'
import { isAhead, postsOf, remindersOf, schedule } from './posts.ts'
import { inTurn, permission, said } from './said.ts'

/** Why it cannot be announced there and then; nothing where it can. */
export async function obstacle(
  { check, reminders }: Desk,
  screening: Screening,
  community: CommunityId,
  { now, settings }: Pick<Ask, 'now' | 'settings'>,
): Promise<Draft | undefined> {
  if (!isAhead(screening, now))
    return refused(
      'That is too soon',
      'It begins before the announcement could be posted. Give a later date: or at:.',
    )
  if (settings.quietChannels?.includes(screening.channel))
    return refused('That channel is quiet', 'Nothing is posted there. Name another: channel:#film-night')
  const [missing, all, mine] = await Promise.all([
    check({ community, channel: screening.channel }),
    reminders.list(community),
    postsOf(reminders, community, screening.id),
  ])
  if (missing.length > 0)
    return refused(
      'I cannot post there',
      `Missing in that channel: ${missing.join(', ')}. Grant it, then try again; nothing was announced.`,
    )
  if (all.length - mine.length + 3 > mostReminders)
    return refused(
      'That is one too many',
      `A film night takes 3 of the ${mostReminders} reminders that a community can have. Delete some first.`,
    )
  return undefined
}

/** Keeps its three posts as drafts that are not started, and shows what they will say and when. */
export async function saveAsDraft(
  desk: Desk,
  screening: Screening,
  community: CommunityId,
  { ask, event }: { ask: Pick<Ask, 'now' | 'settings' | 'whereabouts'>; event: boolean },
): Promise<Draft> {
  const here = await postsOf(desk.reminders, community, screening.id)
  for (const reminder of remindersOf(screening, community, ask.now, here))
    await desk.reminders.save({ ...reminder, paused: unconfirmed }, nextOccurrence(reminder, ask.now)!)
  const post = said(desk.knowledge, 'announcement', screening, ask)
  const may = permission(desk.knowledge, ask.now)
  const advice = desk.knowledge.advice(`${screening.place}\n${screening.note ?? ''}`).slice(0, 2)
  const whole: Draft = {
    tone: 'notice',
    title: 'Nothing is posted yet: is this right?',
    text: [
      paragraph(`Only you see this. Everyone in the channel ${screening.channel} will see the posts:`),
      ...schedule(screening, ask.now, ask.settings),
      ...(event ? eventNote(desk) : []),
      ...advice.map(words => paragraph(words)),
      paragraph(strong('Have you asked whether you may show it?')),
      ...may.text,
    ],
    parts: [{ text: [paragraph(strong('The announcement: '), post.title), ...post.text] }],
    sources: inTurn([may.sources ?? [], post.sources ?? []]),
    checked: [may.checked, post.checked].filter(day => day !== undefined).sort()[0],
    actions: [
      {
        label: 'Announce it and plan the posts',
        ask: `/screening confirm ${screening.id}${event && desk.events ? ' event:yes' : ''}`,
      },
      { label: 'See the announcement', ask: screeningLine(screening.id, 'announcement') },
      { label: 'See the post at the start', ask: screeningLine(screening.id, 'start') },
      { label: 'See the post afterwards', ask: screeningLine(screening.id, 'afterwards') },
      { label: 'Showing the film to a group', ask: '/film showing-it' },
      { label: 'Cancel it', ask: `/screening cancel ${screening.id}` },
    ],
  }
  // A button shows the whole announcement where it has no room here.
  return sizeOf(whole) <= limits.budget ? whole : { ...whole, parts: [] }
}

const eventNote = ({ events }: Desk): Text => [
  paragraph(
    events
      ? 'An event is made too, when you press the button. Others see who is interested in it: people who do not want to be seen can come without pressing anything.'
      : 'An event of the platform’s own is not available here. The posts are made all the same.',
  ),
]

/** The settings with a film night in place of the one with its id, or after the others. */
export const withThis = (settings: Settings, screening: Screening): Settings => {
  const others = (settings.screenings ?? []).filter(({ id }) => id !== screening.id)
  return { ...settings, screenings: [...others, screening] }
}
