import type { Ask } from '../../src/core/ask.ts'
import type { CommunityId } from '../../src/core/community.ts'
import type { ScheduledEvents } from '../../src/core/platform.ts'
import { refusing } from '../../src/core/problem.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Screening } from '../../src/core/screening.ts'
import type { Communities, Reminders } from '../../src/core/store.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import type { Check } from '../reminders/desk.ts'
import { directMessage } from '../settings/directMessage.ts'

/** What the commands about film nights work with. */
export type Desk = {
  knowledge: Knowledge
  communities: Communities
  reminders: Reminders
  check: Check
  events?: ScheduledEvents
}

export const refused = refusing({ label: 'All film nights', ask: '/screening list' })

/** A community's film night, found by its id; anything else gets a sentence. */
export async function withScreening(
  { communities }: Pick<Desk, 'communities'>,
  { place, options }: Pick<Ask, 'place'> & { options: { id: string } },
  use: (screening: Screening, community: CommunityId) => Promise<Draft>,
): Promise<Draft> {
  if (!place) return directMessage
  const { screenings = [] } = await communities.settings(place.community)
  const id = options.id.trim().toLowerCase()
  const found = screenings.find(screening => screening.id === id)
  return found
    ? use(found, place.community)
    : refused(
        'There is no such film night',
        'It was cancelled, or it is long over. See /screening list for the ids.',
      )
}
