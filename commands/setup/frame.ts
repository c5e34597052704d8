import type { Ask } from '../../src/core/ask.ts'
import type { Settings } from '../../src/core/community.ts'
import type { Draft } from '../../src/core/reply.ts'
import { paragraph, type Text } from '../../src/core/text.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'

/** The steps in their order. Each saves what it asked and shows the next one, so that nothing is lost half-way. */
export const steps = [
  'region',
  'state',
  'language',
  'timezone',
  'channel',
  'moderators',
  'public',
  'reminder',
  'done',
] as const
export type Step = (typeof steps)[number]

/** What a step knows when it is shown. */
export type Standing = {
  ask: Ask
  settings: Settings
  knowledge: Knowledge
  /** Which page of a long menu. */
  page: number
  /** What would stop a post in the channel that was chosen. */
  missing: readonly string[]
  /** The zone that the platform knows of whoever asks. */
  theirZone?: string | undefined
}

export const goTo = (step: Step) => ({ ask: `/setup step:${step}` })

/** A step asks one thing, and says how many there are. */
export const asking = (number: number, title: string, text: Text, rest: Partial<Draft>): Draft => ({
  tone: 'notice',
  title: `Setting up, ${number} of 7: ${title}`,
  text: [...text, paragraph('Only you see this. What you choose is saved at once; /setup again changes it.')],
  ...rest,
})

/** A button that leaves what was chosen before as it is. */
export const kept = (value: string | undefined, next: Step) =>
  value ? [{ label: `Keep ${value}`.slice(0, 40), ...goTo(next) }] : []
