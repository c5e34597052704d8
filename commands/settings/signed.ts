import type { Ask } from '../../src/core/ask.ts'

/** The moderator's id for the history, or a word for those who have none: the playground and `npm run say`. */
export const signed = ({ by }: Pick<Ask, 'by'>): string =>
  by === 'clock' ? 'the clock' : (by.signature?.() ?? 'a moderator')
