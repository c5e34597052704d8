import type { WebClient } from '@slack/web-api'
import type { ChatPlatform } from '../../core/platform.ts'
import { isLasting, named } from './faults.ts'
import { type Posting, post } from './post.ts'

const invite = 'the bot in that channel (type /invite @Heroine there)'
const removed = 'the app, which was removed from this workspace: install it again'

type Scheduled = Pick<ChatPlatform, 'post' | 'check'>

/**
 * What the bot does in a workspace without being asked.
 *
 * @param clientIn the client of a workspace, with a token that is good; nothing where the app is not installed
 */
export function scheduled(
  clientIn: (team: string) => Promise<WebClient | undefined>,
  posting: () => Posting,
): Scheduled {
  const teamOf = (community: string) => community.slice('slack:'.length)
  return {
    post: async ({ community, channel }, reply, _, manner = {}) => {
      try {
        const client = await clientIn(teamOf(community))
        return client
          ? await post(client, channel, reply, manner, posting())
          : { result: 'refused', why: removed }
      } catch (error) {
        // `post` never throws: nothing was sent.
        const why = `the workspace’s token could not be renewed (${named(error)})`
        return isLasting(error)
          ? { result: 'refused', why: `${why}: install the app again` }
          : { result: 'retry', afterMs: 60_000, why }
      }
    },
    check: async ({ community, channel }) => {
      try {
        const client = await clientIn(teamOf(community))
        if (!client) return [removed]
        const { channel: found } = await client.conversations.info({ channel })
        if (found?.is_archived) return ['a channel that is not archived']
        return found?.is_member ? [] : [invite]
      } catch (error) {
        return [named(error) === 'channel_not_found' ? invite : `an answer from Slack (${named(error)})`]
      }
    },
  }
}
