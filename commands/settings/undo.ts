import { command } from '../../src/core/command.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Desk } from './desk.ts'
import { refused } from './desk.ts'
import { changesPart, differences, fitting, same } from './differences.ts'
import { directMessage } from './directMessage.ts'
import { signed } from './signed.ts'

/** /settings undo: what was before the latest change. An undo is a change like any other, so it can be undone. */
export const undo = ({ knowledge, communities }: Pick<Desk, 'knowledge' | 'communities'>) =>
  command({
    name: 'undo',
    about: 'Take back the latest change of the settings',
    options: {},
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      const [latest] = await communities.history(community)
      if (!latest)
        return refused(
          'There is nothing to undo',
          'No change is noted. Changes are kept for 90 days; older ones can no longer be taken back.',
        )
      let stale = false
      const now = await communities.change(
        community,
        current => {
          stale = !same(current, latest.after)
          return stale ? current : latest.before
        },
        signed(ask),
      )
      if (stale)
        return refused(
          'That was not undone',
          'The settings are no longer what the latest noted change left, so taking it back would undo more than that. Nothing was changed. See /settings, and change what you need.',
        )
      const back = differences(knowledge, latest.after, now)
      return fitting(longest => ({
        tone: 'notice',
        title: 'The latest change is undone',
        text: [paragraph('Only you see this. What went back:')],
        parts: changesPart(back, longest),
        actions: [
          { label: 'Undo again: bring it back', ask: '/settings undo' },
          { label: 'All settings', ask: '/settings show' },
          { label: 'History', ask: '/settings history' },
        ],
      }))
    },
  })
