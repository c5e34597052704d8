import type { Reply } from '../../src/core/reply.ts'
import { render as onDiscord } from '../../src/platforms/discord/render.ts'
import { seen as onSlack } from '../../src/platforms/slack/render.ts'
import type { Json } from '../fakes/discord/json.ts'
import { discordFaults } from './discordRules.ts'
import { readOnDiscord } from './readOnDiscord.ts'
import { readOnSlack } from './readOnSlack.ts'
import { slackFaults } from './slackRules.ts'
import { missing } from './told.ts'

/** What is wrong with a reply as Discord gets it, its chart as a picture and in words. */
export function faultsOnDiscord(reply: Reply): string[] {
  const hasChart = reply.parts.some(part => 'chart' in part)
  return (hasChart ? [true, false] : [true]).flatMap(pictures => {
    const message = onDiscord(reply, { pictures })
    const seen = readOnDiscord(message as unknown as Json)
    return [...discordFaults(message, reply), ...missing(reply, seen, pictures ? 'picture' : 'words')]
  })
}

/** What is wrong with a reply as Slack gets it. */
export function faultsOnSlack(reply: Reply): string[] {
  const message = onSlack(reply)
  const seen = readOnSlack(message as unknown as Json)
  return [...slackFaults(message, reply), ...missing(reply, seen, 'table')]
}

export const payloadFaults = (reply: Reply): string[] => [
  ...faultsOnDiscord(reply).map(fault => `Discord: ${fault}`),
  ...faultsOnSlack(reply).map(fault => `Slack: ${fault}`),
]
