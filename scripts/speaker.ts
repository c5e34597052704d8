import { z } from 'zod'
import { assemble } from '../src/assemble.ts'
import type { Context } from '../src/core/ask.ts'
import { Locale } from '../src/core/community.ts'
import { plainReply, plainWithActions } from '../src/core/plain.ts'
import { Reply } from '../src/core/reply.ts'
import { entryReply } from '../src/knowledge/entryReply.ts'
import { triage } from '../src/knowledge/triage.ts'
import { render as discord } from '../src/platforms/discord/render.ts'
import { seen as slack } from '../src/platforms/slack/render.ts'
import { report } from '../src/report.ts'

const Input = z.strictObject({
  line: z.string(),
  as: z.enum(['member', 'moderator']).default('member'),
  locale: Locale.default('en'),
  region: z.string().optional(),
  platform: z.enum(['discord', 'slack']).optional(),
  now: z.string().refine(isInstant, 'must be an instant such as 2026-03-01T12:00:00Z').optional(),
})
export type Spoken = z.input<typeof Input>
export type Said = {
  line: string
  text: string
  reply?: Reply
  payload?: object
  error?: string
  triage?: string
  answer?: string
  entry?: string
}

function isInstant(words: string): boolean {
  try {
    Temporal.Instant.from(words)
    return true
  } catch {
    return false
  }
}

/** One line of `--jsonl`: an object, or a bare string that is a line. A bad one gives `error` and the rest go on. */
export function readInput(raw: string): Spoken | { error: string } {
  try {
    const json: unknown = JSON.parse(raw)
    const result = Input.safeParse(typeof json === 'string' ? { line: json } : json)
    if (result.success) return result.data
    const [issue] = result.error.issues
    return { error: `${issue!.path.join('.') || 'The object'}: ${issue!.message}` }
  } catch {
    return { error: 'This line is not JSON. Write {"line": "/film"} or "/film".' }
  }
}

const renderers = { discord, slack }

/** Asks the bot as a script would: one process, a store in memory unless a folder is given. */
export function speaker(dataDir: string) {
  const { bot, knowledge, store } = assemble({ dataDir, check: async () => [], report })

  async function say(spoken: Spoken): Promise<Said> {
    const input = Input.parse(spoken)
    const line = input.line.trim().startsWith('/') ? input.line : `/ask ${input.line}`
    const context: Context = {
      by: { isModerator: () => input.as === 'moderator' },
      now: input.now ? Temporal.Instant.from(input.now) : Temporal.Now.instant(),
      locale: input.locale,
      place: { community: 'local:say', channel: 'say' },
      region: input.region,
    }
    const reply = await bot.answer(line, context)
    const text = plainWithActions(reply)
    const payload = input.platform && renderers[input.platform](reply)
    const error = reply.tone === 'problem' ? plainReply(reply) : undefined
    return {
      line: input.line,
      text,
      reply,
      ...(payload && { payload }),
      ...(error && { error }),
      ...asked(line, context),
    }
  }

  /** For `/ask`: what was recognised, and the best entry alone. */
  function asked(line: string, context: Context): Pick<Said, 'triage' | 'answer' | 'entry'> {
    const [, question] = /^\/ask\s+(?:question:)?([\s\S]+)$/.exec(line.trim()) ?? []
    if (!question) return {}
    const [best] = knowledge.search(question)
    const whereabouts = context.region ? { region: context.region, sure: true } : undefined
    const answer =
      best && plainReply(Reply.parse(entryReply(knowledge, best, { now: context.now, whereabouts })))
    return { triage: triage(question), answer: answer ?? '', entry: best?.id ?? '' }
  }

  return { say, close: store.close }
}
