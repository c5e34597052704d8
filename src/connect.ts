import type { Config } from './config.ts'
import type { Draw } from './core/chart.ts'
import type { Installs } from './core/installs.ts'
import type { OperatorError } from './core/operatorError.ts'
import type { ChatPlatform, ScheduledEvents } from './core/platform.ts'
import { report } from './report.ts'

export const howToConnect = `To connect Discord or Slack, copy .env.example to .env and fill in:
  Discord  DISCORD_TOKEN, then run "npm run register" once
  Slack    SLACK_BOT_TOKEN and SLACK_APP_TOKEN; "npm run manifest" prints the app to create`

export type Clock = { now(): Temporal.Instant; forward(minutes: number): Promise<void> }
/** Hears what the operator should know; `refused` where a platform will hardly take the bot back by itself. */
export type Tell = (fault: OperatorError, refused: boolean) => void

/** Charts are drawn by a native library, which loads with the first of them. */
const draw: Draw = async chart => (await import('./charts/png.ts')).draw(chart)

/** Platforms whose credentials are there; with none, the playground alone. SDKs load only where they are used. */
export async function connect(
  { discord, slack, slackHttp, port }: Config,
  { now, forward }: Clock,
  tell: Tell,
  installs: (keys: string) => Installs,
): Promise<ChatPlatform[]> {
  const found: ChatPlatform[] = []
  if (discord)
    found.push(
      (await import('./platforms/discord/platform.ts')).createDiscord({
        ...discord,
        now,
        draw,
        report,
        tell,
      }),
    )
  if (slack)
    found.push(
      (await import('./platforms/slack/platform.ts')).createSlack({ ...slack, now, draw, report, tell }),
    )
  if (slackHttp)
    found.push(
      (await import('./platforms/slack/http.ts')).createSlackHttp({
        ...slackHttp,
        installs: installs(slackHttp.installKey),
        now,
        draw,
        report,
      }),
    )
  if (found.length > 0) return found
  const [{ createPlayground }, discordRender, slackRender] = await Promise.all([
    import('./platforms/playground/platform.ts'),
    import('./platforms/discord/render.ts'),
    import('./platforms/slack/render.ts'),
  ])
  const renderers = { discord: discordRender.render, slack: slackRender.seen, draw }
  return [createPlayground({ port, renderers, clock: { now, forward }, connect: howToConnect })]
}

const notConnected = { result: 'retry', afterMs: 60_000, why: 'that platform is not connected' } as const

/** All platforms as one: each call goes to the platform that the community belongs to. */
export function together(
  platforms: ReadonlyMap<string, ChatPlatform>,
): Pick<ChatPlatform, 'post' | 'check'> & { events: ScheduledEvents } {
  const of = (community: string) => platforms.get(community.split(':')[0]!)
  return {
    post: async (place, reply, occurrence, manner) =>
      (await of(place.community)?.post(place, reply, occurrence, manner)) ?? notConnected,
    check: async place => (await of(place.community)?.check(place)) ?? [],
    events: {
      create: async (community, event) =>
        (await of(community)?.events?.create(community, event)) ?? {
          why: 'there are no scheduled events here',
        },
      cancel: async (community, id) => of(community)?.events?.cancel(community, id),
    },
  }
}
