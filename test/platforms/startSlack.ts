import type { Draw } from '../../src/core/chart.ts'
import type { Bot } from '../../src/core/platform.ts'
import { createSlack } from '../../src/platforms/slack/platform.ts'
import { type FakeSlackOptions, startFakeSlack } from '../fakes/slack/slack.ts'

type Wanted = Partial<FakeSlackOptions> & {
  clock?: () => Temporal.Instant
  report?: (where: string, error?: unknown) => void
  draw?: Draw
  prefix?: string
  paceMs?: number
}

/** A bot on real Bolt, connected to a fake Slack with one channel it is in, or with what the test wants. */
export async function startSlack(
  bot: Bot,
  {
    clock = () => Temporal.Now.instant(),
    report = () => {},
    draw,
    prefix,
    paceMs = 0,
    ...workspace
  }: Wanted = {},
) {
  const fake = await startFakeSlack({
    botToken: 'xoxb-t',
    appToken: 'xapp-t',
    channels: [{ id: 'C1', member: true }],
    ...workspace,
  })
  const platform = createSlack({
    botToken: 'xoxb-t',
    appToken: 'xapp-t',
    apiUrl: fake.url,
    now: clock,
    draw,
    prefix,
    report,
    paceMs,
  })
  await platform.start(bot)
  await fake.connected()
  return { fake, platform }
}
export type StartedSlack = Awaited<ReturnType<typeof startSlack>>
