import type { App } from '@slack/bolt'
import type { Bot } from '../../core/platform.ts'

/** What Slack says about who removed the app, and when. */
export type Removal = {
  team?: string
  enterprise?: string
  /** Of the whole organization, not of one of its workspaces. */
  isEnterprise: boolean
  /** Seconds since 1970, as Slack counts. */
  at: number
}
export type Removals = {
  /** Resolves to the workspaces that are without the app now; none where it was installed again since. */
  gone(removal: Removal): Promise<string[]>
  /** An organization took the app away from these workspaces. */
  without(teams: readonly string[]): Promise<void>
}

type Body = {
  team_id?: string
  enterprise_id?: string
  event_time: number
  authorizations?: { is_enterprise_install?: boolean }[]
}

/** Forgets workspaces that remove the app, whatever says so. */
export function listenForRemoval(
  app: App,
  bot: Bot,
  { gone, without, report }: Removals & { report(where: string, error: unknown): void },
): void {
  const forget = async (teams: readonly string[]) => {
    for (const team of teams) await bot.left(`slack:${team}`).catch(error => report('forget', error))
  }
  const leave = async (body: Body) =>
    forget(
      await gone({
        ...(body.team_id && { team: body.team_id }),
        ...(body.enterprise_id && { enterprise: body.enterprise_id }),
        isEnterprise: body.authorizations?.[0]?.is_enterprise_install === true,
        at: body.event_time,
      }),
    )

  app.event('app_uninstalled', async ({ body }) => leave(body))
  // User tokens are reported here too; only the loss of the bot's own means that it was removed.
  app.event('tokens_revoked', async ({ event, body }) => {
    if (event.tokens.bot?.length) await leave(body)
  })
  app.event('team_access_revoked', async ({ event }) => {
    await without(event.team_ids)
    await forget(event.team_ids)
  })
}
