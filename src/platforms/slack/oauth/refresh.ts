import { WebClient, type WebClientOptions } from '@slack/web-api'

export type Refreshed = { botToken: string; refreshToken: string; expiresIn: number }

/** Exchanges a refresh token, which is used up by that (https://docs.slack.dev/authentication/using-token-rotation). */
export function refreshWith(
  app: { clientId: string; clientSecret: string },
  options: WebClientOptions,
): (token: string) => Promise<Refreshed> {
  const client = new WebClient(undefined, options)
  return async token => {
    const { access_token, refresh_token, expires_in } = await client.oauth.v2.access({
      client_id: app.clientId,
      client_secret: app.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: token,
    })
    if (!access_token || !refresh_token || !expires_in) throw new Error('Slack gave no new token')
    return { botToken: access_token, refreshToken: refresh_token, expiresIn: expires_in }
  }
}
