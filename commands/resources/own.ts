import type { Ask } from '../../src/core/ask.ts'
import type { Settings } from '../../src/core/community.ts'
import type { LocalResource } from '../../src/core/localResource.ts'
import { refusing } from '../../src/core/problem.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Communities } from '../../src/core/store.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { here, localContact, mostShown, naloxoneHere } from '../../src/knowledge/local.ts'
import { directMessage } from '../settings/directMessage.ts'

/** What the commands about a community's own resources work with. */
export type Own = { knowledge: Knowledge; communities: Communities }

export const listButton = { label: 'All resources', ask: '/resources list' }

export const refused = refusing(listButton)

/** Finds a community's resource by its id and hands it on with the settings; anything else gets a sentence. */
export async function withResource(
  { communities }: Pick<Own, 'communities'>,
  { place, options }: Pick<Ask, 'place'> & { options: { id: string } },
  use: (
    found: LocalResource,
    settings: Settings,
    community: NonNullable<Ask['place']>['community'],
  ) => Draft | Promise<Draft>,
): Promise<Draft> {
  if (!place) return directMessage
  const settings = await communities.settings(place.community)
  const id = options.id.trim().toLowerCase()
  const found = settings.resources?.find(resource => resource.id === id)
  return found
    ? use(found, settings, place.community)
    : refused('There is no such resource', 'It may have been removed. See /resources list for the ids.')
}

/** Puts another in the place of the one with the same id; one that was removed meanwhile stays away. */
export const replaced =
  (resource: LocalResource) =>
  (settings: Settings): Settings => ({
    ...settings,
    resources: settings.resources?.map(r => (r.id === resource.id ? resource : r)),
  })

/** What was saved, as members will see it, and where. */
export function savedReply(
  resource: LocalResource,
  settings: Settings,
  { advice }: Knowledge,
  today: string,
): Draft {
  const same = (settings.resources ?? []).filter(r => r.need === resource.need && r.id !== resource.id)
  const line = resource.need === here ? naloxoneHere({ settings, today }) : undefined
  const where = line
    ? 'On the emergency card, after step 2, and in /naloxone, this line stands:'
    : 'Members see it first in /support:'
  const crowded =
    same.length >= mostShown && !line
      ? [paragraph(`Members see ${mostShown} at a time for one need; there are ${same.length + 1} now.`)]
      : []
  const words = advice([resource.name, resource.about].filter(part => part).join('. '))
  return {
    tone: 'notice',
    title: 'Saved',
    text: [
      paragraph('Only you see this. ', where),
      ...(line ? [paragraph(strong(line))] : []),
      ...crowded,
      ...words.slice(0, 3).map(word => paragraph(word)),
    ],
    parts: [{ contacts: [localContact(resource, today)] }],
    actions: [listButton, { label: 'Remove it', ask: `/resources remove ${resource.id}` }],
  }
}
