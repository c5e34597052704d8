import type { Action, Draft } from './reply.ts'
import { paragraph } from './text.ts'

/** Makes the replies that say no in a family of commands: what happened, and the way back to the list of all there is. */
export const refusing =
  (back: Action) =>
  (title: string, words: string): Draft => ({
    tone: 'problem',
    title,
    text: [paragraph(words)],
    actions: [back],
  })
