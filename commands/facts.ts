import { command } from '../src/core/command.ts'
import { choice } from '../src/core/options.ts'
import { entryReply } from '../src/knowledge/entryReply.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'

/** /facts: the crisis in numbers, the place, treatment, and words that help. */
export const facts = (knowledge: Knowledge) =>
  command({
    name: 'facts',
    about: 'The opioid crisis in numbers, treatment that works, words that help',
    options: {
      topic: choice({ about: 'Which facts?', example: 'west-virginia', choices: knowledge.choices('facts') }),
    },
    who: 'everyone',
    steady: true,
    schedulable: true,
    shareable: true,
    answer: ask => {
      const chosen = knowledge
        .shownBy('facts')
        .find(entry => entry.slug === (ask.options.topic ?? 'united-states'))
      return entryReply(knowledge, chosen!, ask)
    },
  })
