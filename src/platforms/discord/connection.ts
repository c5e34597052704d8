import { type APIGatewayBotInfo, type Client, Events, RESTEvents, Routes } from 'discord.js'
import { OperatorError } from '../../core/operatorError.ts'
import { isUnreachable, loginFault } from './faults.ts'
import { retire } from './retire.ts'
import { shardingAdvice } from './shards.ts'
import { watch } from './watch.ts'

export type Connecting = {
  token: string
  /** A client that has not logged in, with everything listening to it. */
  fresh(): Client
  /** Whether the operator chose how many shards there are. */
  sharded: boolean
  report(where: string, error: unknown): void
  /** Hears what the operator should know; `refused` where it will hardly mend itself. */
  tell(fault: OperatorError, refused: boolean): void
}

export type Connection = {
  readonly client: Client
  /** Resolves when interactions arrive, however long Discord cannot be reached; rejects when it refuses the bot. */
  start(): Promise<void>
  stop(): Promise<void>
}

const soonest = 500
/** While Discord cannot be reached at the start, it is tried often, to be there when it is. */
const latestAtStart = 4000
/** After Discord has refused the bot there is no hurry, and each attempt counts against it. */
const latestAgain = 5 * 60_000

/**
 * Keeps one client connected. discord.js mends a lost connection by itself; what it does not is a token that it threw
 * away after a single 401, and a close that it takes for final. Then the client is given up for a fresh one.
 */
export function connection({ token, fresh, sharded, report, tell }: Connecting): Connection {
  let client: Client | undefined
  let unwatch = () => {}
  let mending = false
  let advised = false
  const stopping = new AbortController()
  const { signal } = stopping
  const pause = (attempt: number, most: number) =>
    sleep(Math.min(most, soonest * 2 ** Math.min(attempt, 20)) * (0.8 + Math.random() / 5), signal)

  const connect = async (): Promise<void> => {
    const its = fresh()
    client = its
    const ready = new Promise<void>(resolve => its.once(Events.ClientReady, () => resolve()))
    its.rest.setToken(token)
    const { shards } = (await its.rest.get(Routes.gatewayBot())) as APIGatewayBotInfo
    if (shards > 1 && !sharded && !advised) tell(new OperatorError(shardingAdvice(shards)), false)
    advised = true
    await its.login(token)
    await ready
    unwatch = watch(its, report)
    its.on(Events.ShardDisconnect, ({ code }) => void mend({ code }))
    its.rest.on(RESTEvents.Response, ({ data }, { status }) => {
      if (status === 401 && data.auth) void mend({ code: status })
    })
    its.rest.on(RESTEvents.InvalidRequestWarning, ({ count }) => report('invalid requests', { code: count }))
  }
  const giveUp = async () => {
    unwatch()
    if (client) await retire(client)
  }

  const mend = async (why: unknown): Promise<void> => {
    if (mending || signal.aborted) return
    mending = true
    report('connection', why)
    const told = new Set<string>()
    for (let attempt = 0; !signal.aborted; attempt++) {
      await giveUp()
      await pause(attempt, latestAgain)
      if (signal.aborted) break
      try {
        await connect()
        break
      } catch (error) {
        report('connection', error)
        const fault = loginFault(error)
        if (!(fault instanceof OperatorError) || told.has(fault.message)) continue
        told.add(fault.message)
        tell(fault, !isUnreachable(error))
      }
    }
    mending = false
  }

  return {
    get client() {
      client ??= fresh()
      return client
    },
    start: async () => {
      for (let attempt = 0; !signal.aborted; attempt++) {
        try {
          return await connect()
        } catch (error) {
          await giveUp()
          const fault = loginFault(error)
          if (!isUnreachable(error)) throw fault
          if (attempt === 0) tell(new OperatorError(`${(fault as Error).message} ${again}`), false)
          await pause(attempt, latestAtStart)
        }
      }
    },
    stop: async () => {
      stopping.abort()
      await giveUp()
    },
  }
}

const again = 'It is tried again until it answers.'

/** Ends early, and quietly, when the signal comes. */
const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
