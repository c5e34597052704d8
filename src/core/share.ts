import type { Context } from './ask.ts'
import type { Command } from './command.ts'
import type { Settings } from './community.ts'
import { Line } from './line.ts'
import type { Value } from './options.ts'
import { limits, Reply } from './reply.ts'
import { paragraph } from './text.ts'

/** A channel gets one shared answer in this time, whoever presses. */
const cooldownMs = 60_000

/**
 * Whether an answer may be shown to a channel by a press of somebody: commands that are fit to stand there unasked, in
 * a community's channel that is not quiet and where the bot may post. /ask never is: it would show what was asked.
 */
export const mayShare = (command: Command, context: Context, settings: Settings): boolean =>
  command.schedulable === true &&
  context.by !== 'clock' &&
  context.place !== undefined &&
  context.mayPost !== false &&
  !settings.quietChannels?.includes(context.place.channel)

const shared = new WeakMap<Reply, Reply>()

/** Adds "Share here" where an answer may be shared and there is room for it; to a remembered answer, once. */
export function withShare(reply: Reply, words: string, values: Record<string, Value>): Reply {
  if (!Object.isFrozen(reply)) return sharing(reply, words, values)
  const known = shared.get(reply) ?? Object.freeze(sharing(reply, words, values))
  shared.set(reply, known)
  return known
}

function sharing(reply: Reply, words: string, values: Record<string, Value>): Reply {
  const line = Line.safeParse(
    [`/${words}`, ...Object.entries(values).map(([name, v]) => `${name}:${v}`)].join(' '),
  )
  if (!line.success || line.data.length > 90 || reply.actions.length >= limits.actions) return reply
  if (reply.tone === 'problem' || reply.tone === 'notice' || reply.seenBy === 'everyone') return reply
  return { ...reply, actions: [...reply.actions, { label: 'Share here', ask: line.data, does: 'share' }] }
}

/** What everyone would see, shown to one person first. */
export function previewOf(reply: Reply, line: string): Reply {
  const lead = paragraph(
    'Only you see this. Everyone in this channel will, once you press the button; nobody sees who pressed it.',
  )
  const button = { label: 'Post it for everyone', ask: line, does: 'post' as const }
  const bare = { ...reply, seenBy: 'asker' as const, menu: undefined, actions: [button] }
  const whole = Reply.safeParse({ ...bare, text: [lead, ...reply.text] })
  return whole.success ? whole.data : bare
}

/** Says yes to the first press in a channel and then to none for a minute, unless nothing came of that one. */
export function cooldown(): {
  take(channel: string, nowMs: number): boolean
  giveBack(channel: string): void
} {
  const last = new Map<string, number>()
  return {
    take(channel, nowMs) {
      for (const [known, at] of last) if (nowMs - at >= cooldownMs) last.delete(known)
      if (last.has(channel)) return false
      last.set(channel, nowMs)
      return true
    },
    giveBack: channel => void last.delete(channel),
  }
}
