import { named } from '../faults.ts'
import type { Refreshed } from './refresh.ts'

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

export type RenewalsOptions = {
  known: ReadonlyMap<string, Install>
  refresh(token: string): Promise<Refreshed>
  now(): Temporal.Instant
  report(where: string, error: unknown): void
  keep(install: Install): void
}

/** Slack's tokens last twelve hours (https://docs.slack.dev/authentication/using-token-rotation); we renew them at ten. */
const early = 7200
/** Until a renewal that failed is tried again. */
const againMs = 60_000

export function renewals({ known, refresh, now, report, keep }: RenewalsOptions) {
  const renewing = new Map<string, Promise<void>>()
  const failed = new Map<string, { at: number; error: unknown }>()
  const seconds = () => Math.floor(now().epochMilliseconds / 1000)

  async function exchange(install: Install): Promise<void> {
    try {
      const { expiresIn, ...tokens } = await refresh(install.refreshToken!)
      failed.delete(install.id)
      const present = known.get(install.id)
      // Removed, or installed again, while Slack answered: that stays.
      if (!present || present.refreshToken !== install.refreshToken) return
      keep({ ...present, ...tokens, expiresAt: seconds() + expiresIn })
    } catch (error) {
      failed.set(install.id, { at: now().epochMilliseconds, error })
      report(`slack token of ${install.id}: ${named(error)}`, error)
      throw error
    } finally {
      renewing.delete(install.id)
    }
  }

  return {
    isDue: ({ refreshToken, expiresAt }: Install): boolean =>
      refreshToken !== undefined && expiresAt !== undefined && expiresAt - seconds() < early,
    isOver: ({ expiresAt }: Install): boolean => expiresAt !== undefined && expiresAt <= seconds(),
    /** One at a time: a refresh token works once. */
    renew(install: Install): Promise<void> {
      const running = renewing.get(install.id)
      if (running) return running
      const before = failed.get(install.id)
      if (before && now().epochMilliseconds - before.at < againMs) return Promise.reject(before.error)
      const renewal = exchange(install)
      renewing.set(install.id, renewal)
      return renewal
    },
    forgive: (id: string): void => void failed.delete(id),
  }
}
