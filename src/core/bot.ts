import { answer } from './answer.ts'
import type { Whereabouts } from './ask.ts'
import { type Commands, spelled } from './command.ts'
import type { CommunityId, Settings } from './community.ts'
import { suggest } from './options.ts'
import type { Bot } from './platform.ts'
import { isMistake, understand } from './typed.ts'

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
export const createBot = ({ commands, settings, emergencyLine, report, forget, present }: Parts): Bot => ({
  commands,
  answer: async (typed, context) => {
    const chosen = await settings(context.place?.community)
    const locale = chosen.language ?? context.locale
    return answer(typed, { ...context, locale }, { commands, settings: chosen, emergencyLine, report })
  },
  waits: typed => {
    const understood = understand(commands, typed)
    return !isMistake(understood) && understood.command.who === 'moderators'
  },
  suggest: (words, option, typed) => {
    const found = spelled(commands).find(s => s.words === words)?.command.options[option]
    return found ? suggest(found, typed) : []
  },
  left: async community => void (await forget(community)),
  present,
})
