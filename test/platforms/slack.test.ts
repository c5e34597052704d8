import { slackName } from '../../src/platforms/slack/ask.ts'
import { createSlack } from '../../src/platforms/slack/platform.ts'
import { type Outcome, startFakeSlack } from '../fakes/slack/slack.ts'
import { type Heard, platformContract, report, type Who } from './contract.ts'

type Block = { elements?: { action_id?: string; options?: { value: string }[] }[] }

platformContract('Slack', async (bot, reported) => {
  const fake = await startFakeSlack({
    botToken: 'xoxb-test',
    appToken: 'xapp-test',
    team: { id: 'T1', name: 'Huntington' },
    channels: [
      { id: 'C1', name: 'general', member: true },
      { id: 'C2', name: 'closed', member: false },
    ],
    admins: ['U0ADMIN'],
    scopes: ['commands', 'chat:write', 'users:read', 'usergroups:read', 'channels:read', 'groups:read'],
  })
  const platform = createSlack({
    botToken: 'xoxb-test',
    appToken: 'xapp-test',
    apiUrl: fake.url,
    now: () => Temporal.Now.instant(),
    report: report(reported),
  })
  await platform.start(bot)
  await fake.connected()

  const heard = (outcome: Outcome): Heard => {
    const message = outcome.messages.at(-1)
    const blocks = (message?.blocks ?? []) as Block[]
    return {
      text: everyText(message?.blocks),
      isPrivate: outcome.ephemeral,
      lines: blocks
        .flatMap(block => block.elements ?? [])
        .flatMap(e => e.options?.map(o => o.value) ?? e.action_id ?? []),
      pings: message?.pings ?? [],
      messages: outcome.messages.length,
    }
  }
  const user = (who: Who) => (who === 'moderator' ? 'U0ADMIN' : 'U1')
  return {
    platform,
    community: 'slack:T1',
    channel: 'C1',
    closedChannel: 'C2',
    type: async (line, who = 'member') => {
      const [name, ...rest] = line.split(' ')
      return heard(
        await fake.command({
          command: `/${slackName(name!.slice(1))}`,
          text: rest.join(' '),
          user: user(who),
        }),
      )
    },
    press: async (line, who = 'member') => {
      const outcome = await fake.press({ actionId: line, user: user(who), waitMs: 2500 })
      return heard(outcome)
    },
    choose: async (line, who = 'member') =>
      heard(await fake.select({ actionId: 'menu', value: line, user: user(who) })),
    directMessages: () => fake.posts.filter(post => post.channel.startsWith('D')).map(post => post.text),
    refuseDirectMessages: () => fake.fail('chat.postMessage', { error: 'cannot_dm_bot' }),
    posts: () => fake.posts.map(post => ({ text: post.text, pings: post.pings })),
    refusals: () => fake.refusals,
    remove: () => fake.uninstall(),
    stop: async () => {
      await platform.stop()
      await fake.stop()
    },
  }
})

/** Every string a reader of the blocks sees, in order, as Slack shows it. */
const everyText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(everyText).join(' ')
  if (!value || typeof value !== 'object') return ''
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? inner : everyText(inner)))
    .join(' ')
    .replaceAll('&amp;', '&')
}
