import { answer } from './answer.ts'
import type { Context, Whereabouts } from './ask.ts'
import { type Command, type Commands, spelled } from './command.ts'
import type { CommunityId, Settings } from './community.ts'
import { formOf } from './form.ts'
import { suggest } from './options.ts'
import type { Bot } from './platform.ts'
import { Reply } from './reply.ts'
import { cooldown, mayShare } from './share.ts'
import { paragraph } from './text.ts'
import { find, isMistake, understand } from './typed.ts'

export type Parts = {
  commands: Commands
  /** The last good copy; bounded in time, never rejects. */
  settings(community: CommunityId | undefined): Promise<Settings>
  emergencyLine(whereabouts: Whereabouts | undefined): string
  report(command: string, error: unknown): void
  forget(community: CommunityId): Promise<unknown>
  present: Bot['present']
}

/** The bot as a platform sees it. */
export function createBot({ commands, settings, emergencyLine, report, forget, present }: Parts): Bot {
  const pace = cooldown()
  const ask: Bot['answer'] = async (typed, context) => {
    const chosen = await settings(context.place?.community)
    const locale = chosen.language ?? context.locale
    return answer(typed, { ...context, locale }, { commands, settings: chosen, emergencyLine, report })
  }
  return {
    commands,
    answer: ask,
    waits: typed => {
      const found = find(commands, typed)
      if (isMistake(found) || found.command.who !== 'moderators') return false
      // A mistake is told at once, beside what was shown before.
      return !isMistake(understand(commands, typed))
    },
    suggest: async (words, option, typed, context) => {
      const found = spelled(commands).find(s => s.words === words)?.command
      const described = found?.options[option]
      if (!found || !described) return []
      if (!described.suggested || !found.suggest || !context?.place) return suggest(described, typed)
      return (await mayUse(found, context, settings)) ? found.suggest(option, typed, context.place) : []
    },
    form: filling => formOf(commands, filling),
    share: async (line, context, post) => {
      const { place, now } = context
      const understood = understand(commands, line)
      if (!place || isMistake(understood))
        return told('Nothing was posted', 'That answer cannot be shared here.')
      if (!mayShare(understood.command, context, await settings(place.community)))
        return told('Nothing was posted', 'That answer is not shared in this channel.')
      const channel = `${place.community} ${place.channel}`
      if (!pace.take(channel, now.epochMilliseconds))
        return told(
          'Not again so soon',
          'Something was shared here a moment ago. Wait a minute, then press again.',
        )
      const posted = await post(await ask(line, { by: 'clock', now, locale: context.locale, place }))
      // What may stand there for all we know keeps its minute.
      if (posted.result !== 'posted' && posted.result !== 'unknown') pace.giveBack(channel)
      return posted.result === 'posted'
        ? told('It stands in the channel', 'Everyone there can read it. Nobody sees who shared it.')
        : told('It was not posted', `${posted.why}.`)
    },
    left: async community => void (await forget(community)),
    present,
  }
}

const mayUse = async (
  command: Command,
  { by, place }: Context,
  settings: Parts['settings'],
): Promise<boolean> => {
  if (command.who === 'everyone') return true
  return by !== 'clock' && (await by.isModerator((await settings(place?.community)).moderators ?? []))
}

const told = (title: string, words: string): Reply =>
  Reply.parse({ tone: 'notice', title, text: [paragraph(words)] })
