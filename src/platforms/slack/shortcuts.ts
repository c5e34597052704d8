import type { App } from '@slack/bolt'
import { type Commands, spelled } from '../../core/command.ts'
import { apart } from './ask.ts'
import type { Hearing } from './hearing.ts'
import { answerView } from './view.ts'

export type Shortcut = { id: string; name: string; type: 'message' | 'global'; about: string }

/** What stands beside messages and among the app's shortcuts. Its id is the command. */
export const shortcutsOf = (commands: Commands): Shortcut[] =>
  spelled(commands).flatMap(({ words, command: { about, shortcuts = {} } }) =>
    (['global', 'message'] as const).flatMap(type => {
      const name = shortcuts[type]
      return name ? [{ id: words, name, type, about }] : []
    }),
  )

/**
 * A shortcut opens its command's answer in a window that only the person sees. Beside a message Slack sends that
 * message along: nothing here reads it.
 */
export function listenForShortcuts(app: App, { bot, ask, person, now, clientOf }: Hearing): void {
  app.shortcut(/.*/, async ({ ack, shortcut, context }) => {
    await ack()
    const { callback_id, trigger_id, user, team } = shortcut
    const known = shortcutsOf(bot.commands).find(({ id }) => id === callback_id)
    if (!known) return
    const client = clientOf(context)
    const teamId = team?.id ?? user.team_id ?? ''
    const channel = user.id
    const asked = apart(teamId, channel, { by: person(client, teamId, user.id), now: now() })
    const view = answerView(known.name, await ask(`/${known.id}`, asked), { channel })
    await client.views.open({ trigger_id, view })
  })
}
