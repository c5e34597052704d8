import { App, type Receiver, type ReceiverEvent } from '@slack/bolt'
import { once } from '../../core/once.ts'
import type { Bot } from '../../core/platform.ts'
import { clientOptions } from './client.ts'
import { isAgain } from './dedupe.ts'
import { type Listening, listen } from './listen.ts'
import type { Pace } from './pace.ts'
import { listenForRemoval, type Removals } from './removal.ts'

export type AppOptions = Listening &
  Removals & {
    receiver: Receiver
    authorize: NonNullable<ConstructorParameters<typeof App>[0]>['authorize']
    apiUrl?: string
    pace: Pace
  }

/**
 * Bolt, however it is connected. It offers whatever comes to every listener in turn, so commands, which are waited for,
 * have an app of their own. What Slack sends again goes no further than the door.
 */
export function createApp(
  bot: Bot,
  { receiver, authorize, apiUrl, pace, gone, without, ...listening }: AppOptions,
): Receiver {
  const firstTime = once()
  const create = () => {
    const app = new App({
      authorize,
      receiver: { ...receiver, init: () => {} },
      // Bolt would keep a note of every conversation; nobody reads it. We subscribe to no messages, our own or others'.
      convoStore: false,
      ignoreSelf: false,
      logger: clientOptions(apiUrl, pace).logger,
      clientOptions: clientOptions(apiUrl, pace),
    })
    app.error(async error => listening.report('slack', error))
    return app
  }
  const [commands, rest] = [create(), create()]
  listen(commands, rest, bot, listening)
  listenForRemoval(rest, bot, { gone, without, report: listening.report })
  const processEvent = async (event: ReceiverEvent) => {
    if (isAgain(event, firstTime)) return event.ack()
    return (event.body.command === undefined ? rest : commands).processEvent(event)
  }
  receiver.init({ processEvent } as App)
  return receiver
}
