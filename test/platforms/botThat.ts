import type { Bot } from '../../src/core/platform.ts'

/** A bot that says one thing, changed as the test wants. */
export const botThat = (over: Partial<Bot> = {}): Bot => ({
  commands: [],
  answer: async () => {
    throw new Error('This test asks nothing')
  },
  waits: () => false,
  suggest: async () => [],
  form: () => undefined,
  share: async () => {
    throw new Error('This test shares nothing')
  },
  left: async () => {},
  present: async () => {},
  ...over,
})
