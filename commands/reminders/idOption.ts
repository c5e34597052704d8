import type { Command } from '../../src/core/command.ts'
import { fold, text } from '../../src/core/options.ts'
import { subject } from '../../src/core/reminder.ts'
import type { Desk } from './desk.ts'

/** Which reminder. */
export const idOption = text({
  about: 'Its id, from /reminders list',
  example: 'a1b2c3',
  required: true,
  suggested: true,
  longest: 20,
})

/** The community's reminders, by their id or what they post. */
export const suggestIds =
  ({ store }: Pick<Desk, 'store'>): NonNullable<Command['suggest']> =>
  async (_, typed, { community }) =>
    (await store.list(community))
      .map(({ reminder }) => ({
        value: reminder.id,
        label: `${reminder.id} · ${subject(reminder)}`.slice(0, 90),
      }))
      .filter(({ label }) => fold(label).includes(fold(typed)))
