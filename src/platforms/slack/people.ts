import type { WebClient } from '@slack/web-api'
import type { Person } from '../../core/ask.ts'

/** The id of a user group: https://docs.slack.dev/reference/objects/usergroup-object */
export const isUserGroup = (id: string): boolean => /^S[A-Z0-9]{1,30}$/.test(id)

const keptFor = { minutes: 1 }

/**
 * Whoever asks, by their id. Moderators are the workspace's admins and owners, and whoever the settings name, by their
 * own id or by that of a user group. Who is in a group is asked at most once a minute (usergroups.users.list takes
 * about 20 questions a minute: https://docs.slack.dev/reference/methods/usergroups.users.list); without an answer
 * nobody is.
 */
export function people(client: WebClient, now: () => Temporal.Instant): (user: string) => Person {
  const groups = new Map<string, { users: string[]; until: Temporal.Instant }>()

  async function members(usergroup: string): Promise<string[]> {
    const known = groups.get(usergroup)
    if (known && Temporal.Instant.compare(now(), known.until) < 0) return known.users
    try {
      const { users = [] } = await client.usergroups.users.list({ usergroup })
      groups.set(usergroup, { users, until: now().add(keptFor) })
      return users
    } catch {
      return []
    }
  }

  async function isModerator(user: string, named: readonly string[]): Promise<boolean> {
    if (named.includes(user)) return true
    const { user: found } = await client.users.info({ user })
    if (found?.is_admin || found?.is_owner) return true
    const all = await Promise.all(named.filter(isUserGroup).map(members))
    return all.some(users => users.includes(user))
  }

  return user => ({
    isModerator: named => isModerator(user, named),
    signature: () => user,
    timeZone: () =>
      client.users.info({ user }).then(
        ({ user: found }) => found?.tz,
        () => undefined,
      ),
  })
}
