import type { Commands, Folder } from '../../src/core/command.ts'
import type { Reminders } from '../../src/core/store.ts'
import { type Check, create } from './create.ts'
import { remove } from './delete.ts'
import { list } from './list.ts'

/** /reminders: commands that the clock types into a channel. */
export const reminders = (store: Reminders, schedulable: Commands, check: Check): Folder => ({
  name: 'reminders',
  about: 'Posts that the bot makes by itself, week after week',
  who: 'moderators',
  subcommands: [create(store, schedulable, check), list(store), remove(store)],
})
