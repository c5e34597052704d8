import type { Bot } from '../../src/core/platform.ts'
import { createSlack } from '../../src/platforms/slack/platform.ts'
import { startFakeSlack } from '../fakes/slack/slack.ts'

/** A bot on real Bolt, connected to a fake Slack with one channel it is in. */
export async function startSlack(bot: Bot) {
  const fake = await startFakeSlack({
    botToken: 'xoxb-t',
    appToken: 'xapp-t',
    channels: [{ id: 'C1', member: true }],
  })
  const platform = createSlack({
    botToken: 'xoxb-t',
    appToken: 'xapp-t',
    apiUrl: fake.url,
    now: () => Temporal.Now.instant(),
    report: () => {},
  })
  await platform.start(bot)
  await fake.connected()
  return { fake, platform }
}
export type StartedSlack = Awaited<ReturnType<typeof startSlack>>
