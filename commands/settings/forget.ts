import { command } from '../../src/core/command.ts'
import { choice } from '../../src/core/options.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Receipt } from '../../src/core/store.ts'
import { list, paragraph, strong } from '../../src/core/text.ts'
import { longDate } from '../../src/core/when.ts'
import { type Backups, type Desk, yes } from './desk.ts'
import { directMessage } from './directMessage.ts'

/** /settings forget: everything that is kept about a community, after a second press; with a receipt. */
export const forget = ({
  communities,
  reminders,
  backups,
}: Pick<Desk, 'communities' | 'reminders' | 'backups'>) =>
  command({
    name: 'forget',
    about: 'Remove everything the bot keeps about this community',
    options: { confirm: choice(yes('Yes: remove it now. This cannot be undone.')) },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      if (ask.options.confirm === 'yes')
        return receipt(await communities.forget(community), await copies(backups))
      const [settings, all, changes] = await Promise.all([
        communities.settings(community),
        reminders.list(community),
        communities.history(community),
      ])
      return {
        tone: 'notice',
        title: 'Remove everything about this community?',
        text: [
          paragraph('Only you see this. ', strong('It cannot be undone'), '. This would be removed:'),
          list(
            Object.keys(settings).length > 0
              ? 'all settings, with your own resources and film nights'
              : 'settings: there are none',
            `reminders, with the record of their posts: ${all.length}`,
            `noted changes, with the ids of who made them: ${changes.length}`,
          ),
          paragraph('What was posted stays in your channels. Help stays available to everyone.'),
          ...(await copies(backups)),
        ],
        actions: [
          { label: 'Remove everything', ask: '/settings forget confirm:yes', urgent: true },
          { label: 'Export it first', ask: '/settings export' },
          { label: 'Leave it', ask: '/settings show' },
        ],
      }
    },
  })

const receipt = ({ settings, reminders, posts, changes }: Receipt, after: Draft['text']): Draft => ({
  tone: 'notice',
  title: 'Everything about this community is removed',
  text: [
    paragraph('Only you see this. What was removed:'),
    list(
      settings ? 'all settings' : 'settings: there were none',
      `reminders: ${reminders}`,
      `records of posts: ${posts}`,
      `noted changes: ${changes}`,
    ),
    ...after,
    paragraph('Answers and help go on as before anybody set the bot up.'),
  ],
})

/** Which backups still hold it, and until when. */
async function copies(backups: Backups | undefined): Promise<Draft['text']> {
  const kept = (await backups?.()) ?? []
  if (kept.length === 0) return [paragraph('Backups: none are kept here.')]
  const shown = kept.slice(0, 10).map(({ name, until }) => `${name}, until ${longDate(until.slice(0, 10))}`)
  return [
    paragraph('Backups that still hold it, and when each is deleted:'),
    list(...shown, ...(kept.length > 10 ? [`${kept.length - 10} more`] : [])),
  ]
}
