import type { Context } from '../../core/ask.ts'
import type { Place } from '../../core/community.ts'
import { deliver } from '../../core/dm.ts'
import { emergencyButton } from '../../core/emergencyButton.ts'
import type { Bot, Posted } from '../../core/platform.ts'
import { Reply } from '../../core/reply.ts'
import { previewOf } from '../../core/share.ts'
import { paragraph } from '../../core/text.ts'
import { type Asking, asked, context, withTexts } from './ask.ts'
import { unreadable } from './attachment.ts'
import type { Illustrate } from './picture.ts'
import { inItsSpelling, type Voice, voiceOf } from './voice.ts'

export type Responding = {
  bot: Bot
  illustrate: Illustrate
  apiUrl: string | undefined
  now(): Temporal.Instant
  /** Posts with the bot's own token; `press` is the interaction, so that one that comes again cannot double it. */
  post(place: Place, reply: Reply, press: string): Promise<Posted>
}

/**
 * Answers one interaction. A content command's reply is the acknowledgement; whatever waits, for the store, a file or
 * a message, defers privately first.
 */
export async function respond(interaction: Asking, parts: Responding): Promise<void> {
  const { bot, illustrate, apiUrl, now } = parts
  const { typed, kind, files } = asked(interaction, bot)
  const at = context(interaction, now())
  const voice = voiceOf(interaction, kind === 'ask' ? typed : kind, illustrate)
  if (kind === 'post' && typeof typed === 'string') return share(typed, { interaction, voice, at, parts })
  const waits = kind === 'dm' || files.length > 0 || bot.waits(typed)
  if (waits) await voice.defer()
  const read = await withTexts(typed, files, apiUrl)
  if (typeof read === 'object' && 'wrong' in read) return void (await voice.say(unreadable(read.wrong)))
  const answer = await bot.answer(read, at)
  if (answer.seenBy === 'everyone' && !waits) return openly(answer, { interaction, voice, at, parts })
  const toThem = async (copy: Reply) => interaction.user.send(inItsSpelling(await illustrate(copy)))
  const shown =
    kind === 'dm'
      ? await deliver(answer, toThem)
      : kind === 'share' && typeof typed === 'string' && answer.tone !== 'problem'
        ? previewOf(answer, typed)
        : answer
  await voice.say(shown)
}

type Moment = { interaction: Asking; voice: Voice; at: Context; parts: Responding }

async function share(line: string, { interaction, voice, at, parts }: Moment): Promise<void> {
  await voice.defer()
  const post = async (reply: Reply): Promise<Posted> =>
    at.place
      ? parts.post(at.place, reply, interaction.id)
      : { result: 'refused', why: 'there is no channel to post it in' }
  await voice.say(await parts.bot.share(line, at, post))
}

const stands = Reply.parse({
  tone: 'notice',
  title: 'It stands in the channel',
  text: [paragraph('Everyone there can read it. Nobody sees who asked.')],
  actions: [emergencyButton],
})

/**
 * An answer for everyone is a message of its own: Discord shows who asked above every answer to an interaction. Where
 * it cannot be posted, whoever asked has it alone.
 */
async function openly(answer: Reply, { interaction, voice, at, parts }: Moment): Promise<void> {
  if (!at.place || !at.mayPost) return void (await voice.say(answer))
  await voice.defer()
  const { result } = await parts.post(at.place, answer, interaction.id)
  await voice.say(result === 'posted' ? stands : answer)
}
