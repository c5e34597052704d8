import { command } from '../src/core/command.ts'
import { choice } from '../src/core/options.ts'
import { entryReply } from '../src/knowledge/entryReply.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'

/**
 * /naloxone, and /narcan: nobody in a panic thinks of the right word. The emergency line stands first in each answer.
 */
export const naloxone = (knowledge: Knowledge, name: 'naloxone' | 'narcan') =>
  command({
    name,
    about: 'Naloxone (Narcan): what it does, how to use it, where to get it',
    options: {
      topic: choice({
        about: 'What about naloxone?',
        example: 'how-to-use-spray',
        choices: knowledge.choices('naloxone'),
      }),
    },
    who: 'everyone',
    steady: true,
    schedulable: true,
    forgiving: true,
    answer: ask => {
      const entry = knowledge.entry(`naloxone/${ask.options.topic ?? 'what-it-is'}`)!
      const reply = entryReply(knowledge, entry, ask)
      const first = { label: 'Happening now', ask: '/overdose', urgent: true }
      return { ...reply, actions: [first, ...(reply.actions ?? [])] }
    },
  })
