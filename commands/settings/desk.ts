import type { Commands } from '../../src/core/command.ts'
import type { Draft } from '../../src/core/reply.ts'
import type { Communities, Pending, Reminders } from '../../src/core/store.ts'
import { paragraph } from '../../src/core/text.ts'
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

export const refused = (title: string, words: string): Draft => ({
  tone: 'problem',
  title,
  text: [paragraph(words)],
  actions: [{ label: 'All settings', ask: '/settings show' }],
})

export const yes = (about: string) => ({ about, example: 'yes', choices: [{ value: 'yes', label: 'Yes' }] })
