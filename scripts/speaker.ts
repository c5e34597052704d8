import { z } from 'zod'
import { best } from '../commands/ask/best.ts'
import { assemble } from '../src/assemble.ts'
import type { Context } from '../src/core/ask.ts'
import { Locale } from '../src/core/community.ts'
import { plainReply, plainWithActions } from '../src/core/plain.ts'
import { Reply } from '../src/core/reply.ts'
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
      ...(await asked(line, context)),
    }
  }

  /** For `/ask`: what was recognised, and the best answer alone. */
  async function asked(line: string, context: Context): Promise<Pick<Said, 'triage' | 'answer' | 'entry'>> {
    const [, question] = /^\/ask\s+(?:question:)?([\s\S]+)$/.exec(line.trim()) ?? []
    if (!question) return {}
    const { triage, hits, refusal } = knowledge.understand(question)
    const region = knowledge.placeIn(question) ?? context.region
    const whereabouts = region ? { region, sure: true } : undefined
    const alone = await best(
      knowledge,
      { hits, refusal },
      { ...context, command: 'ask', options: {}, rest: '', settings: {}, whereabouts },
    )
    const entry = refusal ? `refuse/${refusal.id}` : (hits[0]?.id ?? '')
    return { triage, answer: plainReply(Reply.parse(alone)), entry }
  }

  /** Why a question was understood as it was, for whoever finds a miss. */
  function explain(line: string): object {
    const question = line.trim().replace(/^\/ask\s+/, '')
    const { triage, refusal, hits, why } = knowledge.understand(question)
    return { triage, ...why, refusal: refusal?.id, hits }
  }

  return { say, explain, close: store.close }
}
