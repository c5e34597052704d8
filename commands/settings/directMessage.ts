import type { Draft } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'

export const directMessage: Draft = {
  tone: 'notice',
  title: 'Not in a direct message',
  text: [paragraph('Settings and reminders belong to a community. Use this command in one of its channels.')],
}
