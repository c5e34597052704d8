import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { Installs } from '../../src/core/installs.ts'
import type { Bot } from '../../src/core/platform.ts'
import { createSlackHttp } from '../../src/platforms/slack/http.ts'
import { type FakeSlackOptions, startFakeSlack } from '../fakes/slack/slack.ts'

export const app = {
  clientId: '111.222',
  clientSecret: 'canary-client-secret',
  signingSecret: 'canary-signing-secret',
}

type Wanted = Partial<FakeSlackOptions> & {
  installs?: Installs
  clock?: () => Temporal.Instant
  report?(where: string, error?: unknown): void
  rotation?: boolean
}

/** Kept for as long as the test runs, unsealed. */
export function inMemory(): Installs & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    all: async () => [...kept].map(([id, body]) => ({ id, body })),
    keep: async (id, body) => void kept.set(id, body),
    remove: async id => void kept.delete(id),
  }
}

/** A bot that waits for Slack's requests, and a fake Slack that many workspaces are in. */
export async function startSlackHttp(bot: Bot, wanted: Wanted = {}) {
  const { installs = inMemory(), clock, report = () => {}, rotation, ...workspace } = wanted
  const now = clock ?? (() => Temporal.Now.instant())
  const fake = await startFakeSlack({
    botToken: 'xoxb-nobody',
    appToken: 'xapp-nobody',
    channels: [{ id: 'C1', member: true }],
    oauth: { clientId: app.clientId, clientSecret: app.clientSecret, rotation },
    now: () => now().epochMilliseconds,
    ...workspace,
  })
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const create = () =>
    createSlackHttp({ ...app, publicUrl, port, installs, apiUrl: fake.url, now, report, paceMs: 0 })
  let platform = create()
  await platform.start(bot)
  fake.sendTo({ url: `${publicUrl}/slack/events`, signingSecret: app.signingSecret })
  const browser = createBrowser(publicUrl)
  return {
    fake,
    publicUrl,
    browser,
    get platform() {
      return platform
    },
    /** Somebody installs the bot in the workspace that was entered. */
    install: async () => browser.follow(await browser.addToSlack()),
    restart: async () => {
      await platform.stop()
      platform = create()
      await platform.start(bot)
    },
    stop: async () => {
      await platform.stop()
      await fake.stop()
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

export type Page = { status: number; text: string; location?: string; headers: Headers }

/** As much of a browser as an installation meets: cookies of one host, and redirects one at a time. */
export function createBrowser(origin: string) {
  const cookies = new Map<string, string>()
  const open = async (url: string): Promise<Page> => {
    const ours = url.startsWith(origin)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: ours && cookie ? { cookie } : {} })
    if (ours)
      for (const line of answer.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split('; ')
        const [name = '', value = ''] = pair.split('=')
        if (attributes.some(each => each.startsWith('Expires=Thu, 01 Jan 1970'))) cookies.delete(name)
        else cookies.set(name, value)
      }
    return {
      status: answer.status,
      text: await answer.text(),
      location: answer.headers.get('location') ?? undefined,
      headers: answer.headers,
    }
  }
  return {
    open,
    cookies,
    /** The address behind the button of our page. */
    addToSlack: async (): Promise<string> => {
      const page = await open(`${origin}/slack/install`)
      return /href="([^"]+)"/.exec(page.text)![1]!.replaceAll('&#38;', '&')
    },
    /** Goes there and back again. */
    follow: async (url: string): Promise<Page> => {
      let page = await open(url)
      for (let hops = 0; page.location && hops < 5; hops++) page = await open(page.location)
      return page
    },
  }
}
