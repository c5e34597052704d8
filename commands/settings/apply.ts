import type { Ask } from '../../src/core/ask.ts'
import { command } from '../../src/core/command.ts'
import type { CommunityId } from '../../src/core/community.ts'
import { text } from '../../src/core/options.ts'
import type { Draft } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { type Desk, refused } from './desk.ts'
import { changesPart, fitting } from './differences.ts'
import { directMessage } from './directMessage.ts'
import { count, fitted, type Incoming, apply as takeOver, tooMany } from './incoming.ts'
import { some } from './show.ts'

/** /settings apply: behind the button of a dry run. What it applies was checked and kept; the button has only its id. */
export const apply = (desk: Desk) =>
  command({
    name: 'apply',
    about: 'Take over the import that was just shown',
    options: { id: text({ about: 'Which one', example: 'a1b2c3d4', required: true, longest: 20 }) },
    who: 'moderators',
    hidden: true,
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      const kept = await desk.pending.take(community, ask.options.id)
      if (kept === undefined)
        return refused(
          'That import is no longer here',
          'It is kept for an hour and applied once, and a newer one takes its place. Nothing was changed. Import the file again.',
        )
      return applying(desk, ask, community, JSON.parse(kept) as Incoming, [])
    },
  })

/** Takes it over and says what came of it. */
export async function applying(
  desk: Desk,
  ask: Pick<Ask, 'by' | 'now'>,
  community: CommunityId,
  incoming: Incoming,
  dropped: readonly string[],
): Promise<Draft> {
  const here = await desk.reminders.list(community)
  const tooFull = tooMany(fitted(incoming.reminders, here, ask.now), here)
  if (tooFull) return refused('Those are too many reminders', tooFull)
  const { changed, all, saved, failed } = await takeOver(desk, ask, community, incoming, here)
  const wanted = count(all, 'added') + count(all, 'replaced')
  if (failed)
    return refused(
      'Not all of it was saved',
      `The settings were, and ${saved} of ${wanted} reminders; then the store failed. Import the file again: what stands already is left as it is.`,
    )
  return fitting(longest => ({
    tone: 'notice',
    title: 'Taken over',
    text: [
      paragraph(
        `Reminders added: ${count(all, 'added')}. Replaced: ${count(all, 'replaced')}. Already there: ${count(all, 'same')}. Those that were paused wait until somebody starts them.`,
      ),
      paragraph(
        changed.length > 0
          ? 'The settings changed in one step, which can be undone. That leaves the reminders.'
          : 'No setting changed.',
      ),
      ...(dropped.length > 0 ? [paragraph(`Not moved: ${some(dropped)}.`)] : []),
    ],
    parts: changesPart(changed, longest),
    actions: [
      ...(changed.length > 0 ? [{ label: 'Undo the settings', ask: '/settings undo' }] : []),
      { label: 'All settings', ask: '/settings show' },
      { label: 'Reminders', ask: '/reminders list' },
    ],
  }))
}
