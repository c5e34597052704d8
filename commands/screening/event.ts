import type { Ask } from '../../src/core/ask.ts'
import type { CommunityId } from '../../src/core/community.ts'
import type { ScheduledEvents } from '../../src/core/platform.ts'
import { type Screening, startOf } from '../../src/core/screening.ts'
import { plain, type Text } from '../../src/core/text.ts'
import { signed } from '../settings/signed.ts'
import type { Desk } from './desk.ts'
import { withThis } from './preview.ts'
import { aboutTheFilm } from './said.ts'

/** The film, and time to talk about it. */
const lasts = { minutes: 90 }
/** Discord takes 1,000 (https://docs.discord.com/developers/resources/guild-scheduled-event). */
const longestDescription = 1000

/** Makes the platform's own event in place of an older one, and keeps its id. Resolves to a sentence on how that went. */
export async function makeEvent(
  desk: Desk,
  screening: Screening,
  community: CommunityId,
  ask: Pick<Ask, 'by' | 'now'>,
): Promise<{ told: string; canRetry: boolean }> {
  const { events } = desk
  if (!events)
    return {
      told: 'An event of the platform’s own is not available here; the posts are planned.',
      canRetry: false,
    }
  if (screening.event) await cancelled(events, community, screening.event)
  const start = startOf(screening)
  const made = await events
    .create(community, {
      name: 'Film night: Heroin(e)',
      description: describe(aboutTheFilm(desk.knowledge, ask.now).text),
      start,
      end: start.add(lasts),
      place: screening.place,
    })
    .catch(() => ({ why: 'the platform did not answer' }))
  const { event: _, ...without } = screening
  const now = 'id' in made ? { ...screening, event: made.id } : without
  await desk.communities.change(community, settings => withThis(settings, now), signed(ask))
  return 'id' in made
    ? { told: 'The event is made. Others see who is interested in it.', canRetry: false }
    : { told: `The event was not made: ${made.why}. The posts are planned all the same.`, canRetry: true }
}

/** As many whole paragraphs as fit. */
const describe = (text: Text): string =>
  plain(text.filter((_, index) => plain(text.slice(0, index + 1)).length <= longestDescription))

/** Takes an event back; false where the platform did not. */
export const cancelled = (events: ScheduledEvents, community: CommunityId, id: string): Promise<boolean> =>
  events.cancel(community, id).then(
    () => true,
    () => false,
  )
