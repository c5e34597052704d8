import type { Ask, Context, Whereabouts } from './ask.ts'
import type { Command, Commands } from './command.ts'
import type { Settings } from './community.ts'
import { emergencyButton } from './emergencyButton.ts'
import { type Draft, Reply } from './reply.ts'
import { mayShare, withShare } from './share.ts'
import { steadily } from './steady.ts'
import { StoreFault } from './storeFault.ts'
import { type Block, paragraph, strong } from './text.ts'
import { isMistake, type Typed, understand } from './typed.ts'

export type Answering = {
  commands: Commands
  /** The last good copy of a community's settings; never waits, never fails. */
  settings: Settings
  /** "Happening now? Call 911.", for wherever the asker may be. */
  emergencyLine(whereabouts: Whereabouts | undefined): string
  /** Told of a crash: the command's name and the error's class, never the question. */
  report(command: string, error: unknown): void
}

/** From what somebody typed to what the bot says. One path for people, buttons and the clock. */
export async function answer(typed: Typed, context: Context, bot: Answering): Promise<Reply> {
  const region = context.region ?? bot.settings.region
  const whereabouts: Whereabouts | undefined = region
    ? { region, sure: true }
    : context.hint
      ? { region: context.hint, sure: false }
      : undefined
  const closing = paragraph(strong(bot.emergencyLine(whereabouts)))
  const understood = understand(bot.commands, typed)
  if (isMistake(understood)) return Reply.parse(mistake(understood.wrong, understood.example, closing))

  const { command, words, options, rest } = understood
  try {
    const refusal = await refuse(command, context, bot.settings)
    if (refusal) return Reply.parse({ ...refusal, text: [...refusal.text, closing] })
    const ask: Ask = { ...context, command: words, options, rest, settings: bot.settings, whereabouts }
    const reply = await steadily(command, ask, async () => Reply.parse(await command.answer(ask)))
    if (context.by === 'clock' || isOpen(command, context, bot.settings, reply))
      return { ...reply, seenBy: 'everyone' }
    return mayShare(command, context, bot.settings) ? withShare(reply, words, options) : reply
  } catch (error) {
    bot.report(words, error)
    // Members' commands never ask the store, and what it says is none of their business.
    const known = error instanceof StoreFault && command.who === 'moderators'
    return Reply.parse(known ? storeFailed(error.message, closing) : apology(closing))
  }
}

/** A community's deliberate choice for the film and the facts; a button pressed by somebody stays theirs. */
const isOpen = (command: Command, context: Context, settings: Settings, reply: Reply): boolean =>
  command.shareable === true &&
  settings.publicFacts === true &&
  context.openly === true &&
  context.place !== undefined &&
  !settings.quietChannels?.includes(context.place.channel) &&
  reply.tone === 'info'

async function refuse(command: Command, { by }: Context, settings: Settings): Promise<Draft | undefined> {
  if (by === 'clock')
    return command.schedulable ? undefined : notice('Not for the clock', 'This command cannot be scheduled.')
  if (command.who === 'everyone' || (await by.isModerator(settings.moderators ?? []))) return undefined
  return notice('For moderators', 'Only moderators of this community can use this command. Ask one of them.')
}

const notice = (title: string, words: string): Draft => ({ tone: 'notice', title, text: [paragraph(words)] })

const mistake = (wrong: string, example: string, closing: Block): Draft => ({
  tone: 'problem',
  title: 'I could not read that',
  text: [paragraph(wrong), paragraph('For example: ', strong(example)), closing],
  actions: [emergencyButton, { label: 'What can I ask?', ask: '/help' }],
})

const storeFailed = (words: string, closing: Block): Draft => ({
  tone: 'problem',
  title: 'Sorry, that did not work',
  text: [
    paragraph(strong(`${words}; nothing changed.`)),
    paragraph('Please tell whoever runs this bot, and try again later. Answers and help go on as before.'),
    closing,
  ],
  actions: [emergencyButton],
})

const apology = (closing: Block): Draft => ({
  tone: 'problem',
  title: 'Sorry, that did not work',
  text: [
    paragraph('Something went wrong on our side, and it was noted without your question. Please try again.'),
    closing,
  ],
  actions: [emergencyButton],
})
