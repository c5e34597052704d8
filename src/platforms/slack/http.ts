import { HTTPReceiver, type Receiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { Installs } from '../../core/installs.ts'
import { OperatorError } from '../../core/operatorError.ts'
import type { ChatPlatform } from '../../core/platform.ts'
import { createApp } from './app.ts'
import { clientOptions, quiet } from './client.ts'
import { optionalScopes, scopes } from './manifest.ts'
import { type Names, namesOf } from './names.ts'
import { callbacks, installPage } from './oauth/pages.ts'
import { refreshWith } from './oauth/refresh.ts'
import { states } from './oauth/state.ts'
import { openWorkspaces, type Workspaces } from './oauth/workspaces.ts'
import { pace as createPace } from './pace.ts'
import type { Surroundings } from './platform.ts'
import { scheduled } from './scheduled.ts'

export type SlackHttpOptions = Surroundings & {
  clientId: string
  clientSecret: string
  signingSecret: string
  /** Where browsers and Slack reach this server, such as https://heroine.example.org. */
  publicUrl: string
  port: number
  installs: Installs
}

/** Between two looks for tokens that are about to expire. */
const renewEveryMs = 600_000

/** Slack over HTTP, for every workspace that installs the bot at `/slack/install`. */
export function createSlackHttp({ installs, port, ...options }: SlackHttpOptions): ChatPlatform {
  const { apiUrl, prefix, draw, now, report, paceMs } = options
  const pace = createPace(paceMs)
  let app: Receiver | undefined
  let names: Names = { inReply: reply => reply }
  let workspaces: Workspaces | undefined
  let renewals: NodeJS.Timeout | undefined

  const clients = new Map<string, WebClient>()
  /** One a workspace, made anew when its token is. */
  const clientWith = (token: string, team: string): WebClient => {
    const known = clients.get(team)
    if (known?.token === token) return known
    const client = new WebClient(token, { ...clientOptions(apiUrl, pace), teamId: team })
    clients.set(team, client)
    return client
  }

  return {
    name: 'slack',
    start: async bot => {
      const refresh = refreshWith(options, clientOptions(apiUrl, pace))
      const opened = await openWorkspaces({ installs, refresh, now, report })
      workspaces = opened
      names = namesOf(bot.commands, prefix)
      app = createApp(bot, {
        receiver: receiverOf(options, opened, clientOptions(apiUrl, pace)),
        authorize: opened.authorize,
        apiUrl,
        pace,
        now,
        report,
        prefix,
        draw,
        clientOf: ({ teamId = '' }) => clientWith(opened.tokenNow(teamId) ?? '', teamId),
        gone: async removal => {
          const gone = await opened.gone(removal)
          for (const team of gone) clients.delete(team)
          return gone
        },
        without: opened.without,
      })
      try {
        await app.start(port)
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
          ? new OperatorError(`Port ${port} is taken. Set PORT to another port in .env, then start again.`)
          : error
      }
      await bot
        .present(
          'slack',
          opened.teams().map(team => `slack:${team}` as const),
        )
        .catch(error => report('present', error))
      void opened.renewAll()
      renewals = setInterval(() => void opened.renewAll(), renewEveryMs)
      renewals.unref()
    },
    ...scheduled(
      async team => {
        const token = await workspaces?.token(team)
        return token ? clientWith(token, team) : undefined
      },
      () => ({ names, draw, report }),
    ),
    stop: async () => {
      clearInterval(renewals)
      await app?.stop().catch(() => {})
    },
  }
}

type Wired = Pick<SlackHttpOptions, 'clientId' | 'clientSecret' | 'signingSecret' | 'publicUrl'> &
  Surroundings

/** Signatures and their age are checked by Bolt, before anything else is read. */
function receiverOf(
  { clientId, clientSecret, signingSecret, publicUrl, apiUrl, report }: Wired,
  { store, installed }: Workspaces,
  clientOptions: object,
): Receiver {
  const redirectUriPath = '/slack/oauth_redirect'
  const receiver = new HTTPReceiver({
    signingSecret,
    clientId,
    clientSecret,
    scopes: [...Object.keys(scopes), ...Object.keys(optionalScopes)],
    redirectUri: new URL(redirectUriPath, publicUrl).href,
    installationStore: { storeInstallation: store, fetchInstallation: installed },
    installerOptions: {
      redirectUriPath,
      stateStore: states(clientSecret),
      // `__Host-`: bound to this host and to https.
      stateCookieName: '__Host-heroine-install',
      renderHtmlForInstallPath: installPage,
      callbackOptions: callbacks(report),
      clientOptions,
      ...(apiUrl && { authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href }),
    },
    customRoutes: [
      {
        path: '/',
        method: 'GET',
        handler: (_, response) => response.writeHead(302, { location: '/slack/install' }).end(),
      },
    ],
    // Slack's own requests are a few kilobytes; a form with pasted text has at most some hundred.
    bodyLimit: 1_000_000,
    logger: quiet,
  })
  // Without its installer in sight, whose way to authorize would wait for Slack before a command is acknowledged.
  return {
    init: app => receiver.init(app),
    start: on => receiver.start(on),
    stop: () => receiver.stop(),
  }
}
