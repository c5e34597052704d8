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
export function people(
  now: () => Temporal.Instant,
): (client: WebClient, team: string, user: string) => Person {
  const groups = new Map<string, { users: string[]; until: Temporal.Instant }>()

  async function members(client: WebClient, team: string, usergroup: string): Promise<string[]> {
    const id = `${team} ${usergroup}`
    const known = groups.get(id)
    if (known && Temporal.Instant.compare(now(), known.until) < 0) return known.users
    try {
      const { users = [] } = await client.usergroups.users.list({ usergroup })
      groups.set(id, { users, until: now().add(keptFor) })
      return users
    } catch {
      return []
    }
  }

  async function isModerator(
    client: WebClient,
    team: string,
    user: string,
    named: readonly string[],
  ): Promise<boolean> {
    if (named.includes(user)) return true
    const { user: found } = await client.users.info({ user })
    if (found?.is_admin || found?.is_owner) return true
    const all = await Promise.all(named.filter(isUserGroup).map(group => members(client, team, group)))
    return all.some(users => users.includes(user))
  }

  return (client, team, user) => ({
    isModerator: named => isModerator(client, team, user, named),
    signature: () => user,
    timeZone: () =>
      client.users.info({ user }).then(
        ({ user: found }) => found?.tz,
        () => undefined,
      ),
  })
}
