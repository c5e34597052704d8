import type { IncomingMessage, ServerResponse } from 'node:http'
import { SlackError } from './slackError.ts'
import type { Json, Workspace } from './workspace.ts'

export type OauthOptions = {
  clientId: string
  clientSecret: string
  /** Tokens expire, and are renewed with a refresh token. */
  rotation?: boolean
  /** Seconds. */
  expiresIn?: number
}

/** Where the app was installed by whoever holds a token. */
type Grant = { team: { id: string; name: string }; org?: { id: string; name: string } }

export interface Oauth {
  access(args: Json): Json
  /** The grant behind a token; nothing for one that was never issued. */
  grantOf(token: string): Grant | undefined
  /** Every secret that was ever handed out. */
  secrets(): string[]
  /** The page on which an admin allows the app: this one allows at once, in the workspace that is entered now. */
  consent(request: IncomingMessage, response: ServerResponse): void
}

/** Installing, for many workspaces: https://docs.slack.dev/authentication/installing-with-oauth */
export function createOauth(workspace: Workspace, options: OauthOptions): Oauth {
  const codes = new Map<string, Grant & { redirectUri: string }>()
  const tokens = new Map<string, Grant & { until: number }>()
  const refreshTokens = new Map<string, Grant>()
  let made = 0

  function issue(grant: Grant): Json {
    made += 1
    const { rotation = false, expiresIn = 43_200 } = options
    const access_token = `xoxb-canary-${made}-${crypto.randomUUID()}`
    tokens.set(access_token, {
      ...grant,
      until: rotation ? workspace.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY,
    })
    if (!rotation) return { access_token }
    const refresh_token = `xoxe-canary-${made}-${crypto.randomUUID()}`
    refreshTokens.set(refresh_token, grant)
    return { access_token, refresh_token, expires_in: expiresIn }
  }

  function access(args: Json): Json {
    if (args.client_id !== options.clientId) throw new SlackError('invalid_client_id')
    if (args.client_secret !== options.clientSecret) throw new SlackError('bad_client_secret')
    const refreshing = args.grant_type === 'refresh_token'
    const used = refreshing ? refreshTokens : codes
    const key = String(refreshing ? args.refresh_token : args.code)
    const grant = used.get(key)
    // Both work once.
    used.delete(key)
    if (!grant) throw new SlackError(refreshing ? 'invalid_refresh_token' : 'invalid_code')
    if (!refreshing && (grant as { redirectUri?: string }).redirectUri !== args.redirect_uri)
      throw new SlackError('bad_redirect_uri')
    const { team, org } = grant
    return {
      ...issue({ team, org }),
      token_type: 'bot',
      scope: workspace.scopes.join(','),
      bot_user_id: workspace.botUserId,
      app_id: workspace.appId,
      team: org ? null : team,
      enterprise: org ?? null,
      is_enterprise_install: org !== undefined,
      authed_user: { id: 'U0INSTALLER' },
    }
  }

  return {
    access,
    grantOf: token => {
      const grant = tokens.get(token)
      if (grant && grant.until <= workspace.now()) throw new SlackError('token_expired')
      return grant
    },
    secrets: () => [...tokens.keys(), ...refreshTokens.keys()],
    consent(request, response) {
      const asked = new URL(request.url ?? '/', 'http://fake').searchParams
      const redirectUri = asked.get('redirect_uri') ?? ''
      if (asked.get('client_id') !== options.clientId || !redirectUri)
        return void response.writeHead(400).end()
      const code = crypto.randomUUID()
      codes.set(code, { team: { ...workspace.team }, org: workspace.org, redirectUri })
      const back = new URL(redirectUri)
      back.searchParams.set('code', code)
      back.searchParams.set('state', asked.get('state') ?? '')
      response.writeHead(302, { location: back.href }).end()
    },
  }
}
