import type { Installs } from '../../../core/installs.ts'
import { OperatorError } from '../../../core/operatorError.ts'
import { within } from '../../../core/within.ts'
import { named } from '../faults.ts'
import type { Removals } from '../removal.ts'
import type { Refreshed } from './refresh.ts'
import type { Installation } from './types.ts'

/** What is kept of an installation, sealed; not who made it. */
export type Install = {
  /** The workspace, or the organization where it was installed for all of it. */
  id: string
  isEnterprise: boolean
  /** The workspaces of an organization that have used it. */
  teams: string[]
  botToken: string
  botId: string
  botUserId: string
  refreshToken?: string
  /** Seconds since 1970, where the token expires. */
  expiresAt?: number
  installedAt: number
}

export type WorkspacesOptions = {
  installs: Installs
  refresh(token: string): Promise<Refreshed>
  now(): Temporal.Instant
  report(where: string, error: unknown): void
}

/** Slack's tokens last twelve hours (https://docs.slack.dev/authentication/using-token-rotation); we renew them at ten. */
const early = 7200
/** Until a renewal that failed is tried again. */
const againMs = 60_000
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
  const renewing = new Map<string, Promise<void>>()
  const failed = new Map<string, { at: number; error: unknown }>()
  const seconds = () => Math.floor(now().epochMilliseconds / 1000)

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
  const saveQuietly = (install: Install) => save(install).catch(error => report('installs', error))

  for (const { body } of await within(10_000, () => installs.all()).catch(unread)) remember(JSON.parse(body))

  const of = (team: string): Install | undefined => known.get(team) ?? known.get(orgOf.get(team) ?? '')

  const isDue = ({ refreshToken, expiresAt }: Install) =>
    refreshToken !== undefined && expiresAt !== undefined && expiresAt - seconds() < early
  const isOver = ({ expiresAt }: Install) => expiresAt !== undefined && expiresAt <= seconds()

  /** One renewal at a time: a refresh token works once. */
  function renew(install: Install): Promise<void> {
    const running = renewing.get(install.id)
    if (running) return running
    const before = failed.get(install.id)
    if (before && now().epochMilliseconds - before.at < againMs) return Promise.reject(before.error)
    const renewal = (async () => {
      try {
        const fresh = await refresh(install.refreshToken!)
        failed.delete(install.id)
        const present = known.get(install.id)
        // Removed, or installed again, while Slack answered: that stays.
        if (present?.refreshToken !== install.refreshToken || !present) return
        const { expiresIn, ...tokens } = fresh
        const renewed = { ...present, ...tokens, expiresAt: seconds() + expiresIn }
        remember(renewed)
        await saveQuietly(renewed)
      } catch (error) {
        failed.set(install.id, { at: now().epochMilliseconds, error })
        report(`slack token of ${install.id}: ${named(error)}`, error)
        throw error
      } finally {
        renewing.delete(install.id)
      }
    })()
    renewing.set(install.id, renewal)
    return renewal
  }

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
        remember(seen)
        void saveQuietly(seen)
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
        if (install) await saveQuietly(install)
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
      failed.delete(id)
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
        const left = { ...install, teams: rest }
        remember(left)
        await saveQuietly(left)
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
