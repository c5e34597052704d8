import type { Installs } from '../../../core/installs.ts'
import { OperatorError } from '../../../core/operatorError.ts'
import { within } from '../../../core/within.ts'
import type { Removals } from '../removal.ts'
import type { Refreshed } from './refresh.ts'
import { type Install, renewals } from './renewals.ts'
import type { Installation } from './types.ts'

export type WorkspacesOptions = {
  installs: Installs
  refresh(token: string): Promise<Refreshed>
  now(): Temporal.Instant
  report(where: string, error: unknown): void
}

/** What acknowledging a command may wait for a renewal: its answer needs no token, what comes after may. */
const patienceMs = 150

type Source = { teamId?: string; enterpriseId?: string; isEnterpriseInstall: boolean }
export type Workspaces = Awaited<ReturnType<typeof openWorkspaces>>

/**
 * The workspaces that installed the bot. All of them are in memory, and this process alone has the file, so that no
 * command waits for the store.
 */
export async function openWorkspaces({ installs, refresh, now, report }: WorkspacesOptions) {
  const known = new Map<string, Install>()
  const orgOf = new Map<string, string>()

  const remember = (install: Install) => {
    known.set(install.id, install)
    for (const team of install.teams) orgOf.set(team, install.id)
  }
  /** In memory at once; where the file does not take it, it is offered again with the next renewal round. */
  const unsaved = new Set<string>()
  const save = async (install: Install) => {
    unsaved.add(install.id)
    await installs.keep(install.id, JSON.stringify(install))
    unsaved.delete(install.id)
  }
  /** Nobody waits for the file. */
  const keep = (install: Install): void => {
    remember(install)
    save(install).catch(error => report('installs', error))
  }

  for (const { body } of await within(10_000, () => installs.all()).catch(unread)) remember(JSON.parse(body))

  const of = (team: string): Install | undefined => known.get(team) ?? known.get(orgOf.get(team) ?? '')

  const { isDue, isOver, renew, forgive } = renewals({ known, refresh, now, report, keep })

  return {
    teams: (): string[] =>
      [...known.values()].flatMap(({ id, isEnterprise, teams }) => (isEnterprise ? teams : [id])),

    /** For Bolt, before a command is acknowledged. */
    authorize: async ({ teamId: team, enterpriseId: enterprise, isEnterpriseInstall }: Source) => {
      const org = enterprise ? known.get(enterprise) : undefined
      const install = (isEnterpriseInstall ? org : team && of(team)) || org
      if (!install) throw new Error('not installed')
      if (team && install.isEnterprise && !install.teams.includes(team)) {
        const seen = { ...install, teams: [...install.teams, team] }
        keep(seen)
      }
      if (isDue(install)) {
        const renewal = renew(install)
        if (isOver(install)) await within(patienceMs, () => renewal).catch(() => {})
        else renewal.catch(() => {})
      }
      const { botId, botUserId } = install
      // No `botToken`: Bolt would keep a client for every token there ever was.
      return { botId, botUserId, teamId: team, enterpriseId: enterprise }
    },

    /** The token of the moment, for what follows a command. */
    tokenNow: (team: string): string | undefined => of(team)?.botToken,

    /** A token that is good for a scheduled post; nothing where the bot is not installed. */
    token: async (team: string): Promise<string | undefined> => {
      const install = of(team)
      if (!install) return undefined
      if (isDue(install))
        await renew(install).catch(error => {
          if (isOver(install)) throw error
        })
      return of(team)?.botToken
    },

    /** Renews what is due, and offers the file what it did not take. */
    renewAll: async (): Promise<void> => {
      for (const install of known.values()) if (isDue(install)) await renew(install).catch(() => {})
      for (const id of unsaved) {
        const install = known.get(id)
        if (install) keep(install)
        else unsaved.delete(id)
      }
    },

    /** Bolt asks for this only through `authorize`, which is our own. */
    installed: async (): Promise<never> => {
      throw new Error('installations are not read this way')
    },

    store: async ({ team, enterprise, isEnterpriseInstall, bot }: Installation): Promise<void> => {
      const id = isEnterpriseInstall ? enterprise?.id : team?.id
      if (!id || !bot) throw new Error('Slack gave no bot token')
      const install: Install = {
        id,
        isEnterprise: isEnterpriseInstall === true,
        teams: known.get(id)?.teams ?? [],
        botToken: bot.token,
        botId: bot.id,
        botUserId: bot.userId,
        ...(bot.refreshToken && { refreshToken: bot.refreshToken, expiresAt: bot.expiresAt }),
        installedAt: now().epochMilliseconds,
      }
      await save(install)
      forgive(id)
      remember(install)
    },

    /** Never an installation that is newer than what Slack tells: it can tell late, and again. */
    gone: (async ({ team, enterprise, isEnterprise, at }) => {
      const id = isEnterprise ? enterprise : team
      const install = known.get(id ?? '')
      if (!id || !install) return team && !isEnterprise && !of(team) ? [team] : []
      if (install.installedAt > at * 1000) return []
      known.delete(id)
      unsaved.delete(id)
      for (const member of install.teams) orgOf.delete(member)
      await installs.remove(id)
      return install.isEnterprise ? install.teams : [id]
    }) satisfies Removals['gone'],

    /** An organization took the app away from these workspaces. */
    without: async (teams: readonly string[]): Promise<void> => {
      for (const install of known.values()) {
        const rest = install.teams.filter(team => !teams.includes(team))
        if (rest.length === install.teams.length) continue
        for (const team of teams) orgOf.delete(team)
        keep({ ...install, teams: rest })
      }
    },
  }
}

const unread = (error: unknown): never => {
  throw error instanceof OperatorError
    ? error
    : new OperatorError(
        'What is kept of the workspaces that installed the bot cannot be read. Check the data folder (DATA_DIR), or restore a backup.',
      )
}
