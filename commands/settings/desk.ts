import type { Commands } from '../../src/core/command.ts'
import { refusing } from '../../src/core/problem.ts'
import type { Communities, Pending, Reminders } from '../../src/core/store.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import type { Check } from '../reminders/desk.ts'

/** Copies of the data file that outlive what is forgotten, and the day on which each is gone. */
export type Backups = () => Promise<{ name: string; until: string }[]>

/** What the commands about settings work with. */
export type Desk = {
  knowledge: Knowledge
  communities: Communities
  reminders: Reminders
  pending: Pending
  backups?: Backups
  schedulable: Commands
  check: Check
}

export const refused = refusing({ label: 'All settings', ask: '/settings show' })

export const yes = (about: string) => ({ about, example: 'yes', choices: [{ value: 'yes', label: 'Yes' }] })
