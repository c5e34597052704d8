import type { App } from '@slack/bolt'
import type { Context, Person } from '../../core/ask.ts'
import type { Reply } from '../../core/reply.ts'
import { apart } from './ask.ts'
import type { Hearing } from './hearing.ts'
import { homeView } from './view.ts'

/** What moderators find below what everybody finds. */
const desk = ['/settings show', '/reminders list']

/**
 * The Home tab. Where help is stands there at once; a moderator's part follows, since it waits for the store and for
 * Slack to say who is one. Who opened it is not kept, so every visit says who may see what.
 */
export function listenForHome(app: App, { ask, person, now, clientOf }: Hearing): void {
  app.event('app_home_opened', async ({ event, body, context }) => {
    if (event.tab !== 'home') return
    const client = clientOf(context)
    const { user, channel } = event
    const by = person(client, body.team_id, user)
    const asked = (who: Person): Context => apart(body.team_id, channel, { by: who, now: now() })
    const publish = (replies: Reply[]) =>
      client.views.publish({ user_id: user, view: homeView(replies, { channel }) })
    const first = await ask('/home', asked(by))
    await publish([first])
    const more: Reply[] = []
    for (const line of desk) {
      const { who, wasModerator } = watched(by)
      const reply = await ask(line, asked(who))
      if (!wasModerator()) return
      more.push(reply)
    }
    await publish([first, ...more])
  })
}

/** Says afterwards whether somebody was taken for a moderator: others are told nothing of a desk that is not theirs. */
function watched(person: Person): { who: Person; wasModerator(): boolean } {
  let is = false
  const isModerator = async (named: readonly string[]) => {
    is = await person.isModerator(named)
    return is
  }
  return { who: { ...person, isModerator }, wasModerator: () => is }
}
