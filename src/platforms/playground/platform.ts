import { createServer, type Server } from 'node:http'
import type { Bot, ChatPlatform } from '../../core/platform.ts'
import type { Renderers } from './desk.ts'
import { show } from './desk.ts'
import { Feed } from './feed.ts'
import { listen } from './listen.ts'
import { type Clock, handle, type Post } from './routes.ts'

export type PlaygroundOptions = {
  /** That port or none. Without it, the first free one from `firstPort` on. */
  port?: number
  firstPort?: number
  renderers: Renderers
  clock: Clock
  /** How to connect Discord and Slack, shown on the page as it is. */
  connect: string
}

/** A page on this machine that shows what members would see on Discord and on Slack, without any account. */
export function createPlayground(options: PlaygroundOptions): ChatPlatform & { readonly url: string } {
  const { renderers, clock, connect, firstPort = 8080 } = options
  const feed = new Feed<Post>()
  let port = options.port ?? firstPort
  let server: Server | undefined

  return {
    name: 'local',
    /** Where the page is, once started. */
    get url() {
      return `http://127.0.0.1:${port}`
    },
    async start(bot: Bot) {
      server = createServer((request, response) =>
        handle(request, response, { bot, feed, renderers, clock, connect, port }),
      )
      port = await listen(server, options.port, firstPort)
    },
    async post({ channel }, reply, { reminder, slot, due }, { mention, previous, thread } = {}) {
      const own = `${reminder} ${slot}`
      const shown = { channel, at: due.toString(), mention, thread, ...(await show(reply, renderers, due)) }
      if (previous?.how === 'replace' && feed.has(previous.id)) {
        feed.replace({ id: previous.id, ...shown })
        return { result: 'posted', message: previous.id }
      }
      feed.add({ id: own, ...shown })
      if (previous?.how === 'delete') feed.remove(previous.id)
      return { result: 'posted', message: own }
    },
    check: async () => [],
    async stop() {
      const closing = server && new Promise<void>(resolve => server?.close(() => resolve()))
      server?.closeAllConnections()
      await closing
    },
  }
}
