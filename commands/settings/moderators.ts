import { command } from '../../src/core/command.ts'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import { person } from '../../src/core/options.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Desk } from './desk.ts'
import { directMessage } from './directMessage.ts'
import { saved } from './saved.ts'

const most = 20

/** /settings moderators: roles and people who may do what the platform's own moderators may. */
export const moderators = (desk: Pick<Desk, 'knowledge' | 'communities'>) =>
  command({
    name: 'moderators',
    about: 'Who counts as a moderator beside the platform’s own',
    options: {
      add: person({ about: 'A role or a person who may change settings and reminders' }),
      remove: person({ about: 'A role or a person who may no longer' }),
    },
    who: 'moderators',
    answer: ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      return saved(desk, ask, community, {
        edit: current => named(current, ask.options, community),
        title: 'Moderators of this community',
        about: ['moderators'],
        text: () => [
          paragraph(
            'They may use every command for moderators. A role includes everyone who has it, now and later.',
          ),
          paragraph(
            'The platform’s own moderators always may, and need not be named. On Discord, others see these commands once an admin allows them under Server Settings, Integrations.',
          ),
        ],
      })
    },
  })

/**
 * Whether an id stands for all members. On Discord @everyone is a role with the id of the server
 * (https://docs.discord.com/developers/topics/permissions#role-object).
 */
export const isEverybody = (id: string, community: CommunityId): boolean =>
  ['everyone', 'here', 'channel'].includes(id.toLowerCase()) ||
  id === community.slice(community.indexOf(':') + 1)

function named(
  current: Settings,
  { add, remove }: { add?: string | undefined; remove?: string | undefined },
  community: CommunityId,
): Settings | string {
  const now = current.moderators ?? []
  if (add && isEverybody(add, community))
    return 'That would make every member a moderator. Name a role or a person.'
  if (remove && !now.includes(remove)) return 'They are not among the moderators named here.'
  const kept = now.filter(id => id !== remove)
  const after = add && !kept.includes(add) ? [...kept, add] : kept
  if (after.length > most)
    return `At most ${most} roles and people can be named. Remove one first, or name a role.`
  const { moderators: _, ...rest } = current
  return { ...rest, ...(after.length > 0 && { moderators: after }) }
}
