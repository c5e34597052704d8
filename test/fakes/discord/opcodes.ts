/** Numbers of the gateway: https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
import { GatewayIntentBits } from 'discord.js'
import { asNumber, asObject, type Json } from './json.ts'

export const OP = {
  DISPATCH: 0,
  HEARTBEAT: 1,
  IDENTIFY: 2,
  RESUME: 6,
  RECONNECT: 7,
  INVALID_SESSION: 9,
  HELLO: 10,
  HEARTBEAT_ACK: 11,
}
/** Presence, voice state, guild members, soundboard: taken and not acted on. */
export const IGNORED_OPS = [3, 4, 8, 31]

const INTENTS = Object.entries(GatewayIntentBits).filter(
  (entry): entry is [string, GatewayIntentBits] => typeof entry[1] === 'number',
)
export const ALL_INTENTS = INTENTS.reduce((all, [, bit]) => all | bit, 0)
export const intentNames = (bits: unknown) =>
  INTENTS.filter(([, bit]) => asNumber(bits) & bit).map(([name]) => name)

export type Packet = { op: number; d: unknown; t?: string; s?: number }

export function packetOf(text: string): Json | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}
