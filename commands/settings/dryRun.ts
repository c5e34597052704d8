import type { Ask } from '../../src/core/ask.ts'
import type { CommunityId } from '../../src/core/community.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Due } from '../../src/core/store.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Desk } from './desk.ts'
import { changesPart, differences, fitting } from './differences.ts'
import { count, fitted } from './incoming.ts'
import type { Moved } from './move.ts'
import { some } from './show.ts'

/** `id` is what waits for the button; without it a channel still needs a counterpart. */
type Trial = Moved & { from: string; here: readonly Due[]; closed?: string[]; id?: string }

/** What an import would change. Nothing has changed yet. */
export async function dryRun(
  { knowledge, communities }: Desk,
  { now }: Pick<Ask, 'now'>,
  community: CommunityId,
  trial: Trial,
): Promise<Draft> {
  const { settings, reminders, dropped, unmapped, closed = [], from, here, id } = trial
  const current = await communities.settings(community)
  const found = differences(knowledge, current, { ...current, ...settings })
  const all = fitted(reminders, here, now)
  const brought = all.filter(({ fate }) => fate === 'added' || fate === 'replaced')
  const drafts = brought.filter(({ reminder }) => reminder.paused).length
  const untouched = here.length - count(all, 'replaced')
  const fields: [name: string, value: string][] = [
    [
      'Reminders',
      `${count(all, 'added')} added, ${count(all, 'replaced')} replaced, ${count(all, 'same')} there already; ${untouched} of yours stay as they are`,
    ],
    ['Start at once', `${brought.length - drafts}; ${drafts} wait until somebody starts them`],
  ]
  if (count(all, 'over') > 0) fields.push(['Over already, left out', `${count(all, 'over')}`])
  if (unmapped.length > 0) fields.push(['Channels that need a map', some(unmapped)])
  if (dropped.length > 0) fields.push(['Cannot move', some(dropped)])
  if (closed.length > 0) fields.push(['The bot may not post in', some(closed)])
  const nothing = found.length + brought.length === 0
  return fitting(longest => ({
    tone: 'notice',
    title:
      unmapped.length > 0
        ? 'Some channels need a map'
        : nothing
          ? 'Nothing would change'
          : 'Nothing has changed yet: is this right?',
    text: [
      paragraph('Only you see this. Settings that the file does not name stay as they are.'),
      paragraph(
        unmapped.length > 0
          ? `The file is from ${from}. Import it again with map:${unmapped[0]}=… (an id of a channel here), or with channel: for all of them.`
          : 'If the file is from another community, look at channels, moderators and mentions: their ids belong to that one.',
      ),
    ],
    parts: [
      ...changesPart(found, longest),
      { fields: fields.map(([name, value]) => ({ name, value: [value] })) },
    ],
    actions: [
      ...(id && !nothing ? [{ label: 'Apply', ask: `/settings apply id:${id}` }] : []),
      { label: 'Leave it: all settings', ask: '/settings show' },
    ],
  }))
}
