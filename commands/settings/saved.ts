import type { Ask } from '../../src/core/ask.ts'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Text } from '../../src/core/text.ts'
import { type Desk, refused } from './desk.ts'
import { changesPart, differences, fitting } from './differences.ts'
import { fieldsOf } from './show.ts'
import { signed } from './signed.ts'

export type Saving = {
  /** The settings as they should be, or why they should not. */
  edit(current: Settings): Settings | string
  /** The heading where nothing was asked for or nothing changed, and the settings that are shown then. */
  title: string
  about: readonly (keyof Settings)[]
  text(now: Settings): Text
}

/** Changes some settings and shows each before and after; without a change it shows what they are. */
export async function saved(
  { knowledge, communities }: Pick<Desk, 'knowledge' | 'communities'>,
  ask: Pick<Ask, 'by' | 'options'>,
  community: CommunityId,
  { edit, title, about, text }: Saving,
): Promise<Draft> {
  let before: Settings = {}
  let wrong: string | undefined
  const change = (current: Settings) => {
    before = current
    const edited = edit(current)
    wrong = typeof edited === 'string' ? edited : undefined
    return typeof edited === 'string' ? current : edited
  }
  const asked = Object.keys(ask.options).length > 0
  const now = asked
    ? await communities.change(community, change, signed(ask))
    : await communities.settings(community)
  if (wrong) return refused('Nothing was changed', wrong)
  const found = asked ? differences(knowledge, before, now) : []
  const current = fieldsOf(knowledge, now)
    .filter(([, , setting]) => setting && about.includes(setting))
    .map(([name, value]) => ({ name, value: [value] }))
  return fitting(longest => ({
    tone: 'notice',
    title: found.length > 0 ? 'Saved' : title,
    text: text(now),
    parts: found.length > 0 ? changesPart(found, longest) : [{ fields: current }],
    actions: [
      ...(found.length > 0 ? [{ label: 'Undo', ask: '/settings undo' }] : []),
      { label: 'All settings', ask: '/settings show' },
      { label: 'Reminders', ask: '/reminders list' },
    ],
  }))
}
