import { command } from '../src/core/command.ts'
import { emergencyButton } from '../src/core/emergencyButton.ts'
import { entryReply } from '../src/knowledge/entryReply.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'

/** /mod-guide: a moderator's private card for the first day, and for the day somebody is in danger. */
export const modGuide = (knowledge: Knowledge) =>
  command({
    name: 'mod-guide',
    about: 'For moderators: when someone is in danger, how to talk about it, looking after yourself',
    options: {},
    who: 'moderators',
    answer: ask => {
      const reply = entryReply(knowledge, knowledge.entry('helping/mod-guide')!, ask)
      return {
        ...reply,
        actions: [emergencyButton, ...(reply.actions ?? [])],
      }
    },
  })
