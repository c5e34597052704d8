import { command } from '../src/core/command.ts'
import { choice } from '../src/core/options.ts'
import { entryReply } from '../src/knowledge/entryReply.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'

/** /film: the documentary and the people in it. */
export const film = (knowledge: Knowledge) =>
  command({
    name: 'film',
    about: 'The documentary Heroin(e): what it is, who is in it, where to watch',
    options: {
      topic: choice({
        about: 'What about the film?',
        example: 'where-to-watch',
        choices: knowledge.choices('film'),
      }),
    },
    who: 'everyone',
    schedulable: true,
    answer: ask => {
      const chosen = knowledge.shownBy('film').find(entry => entry.slug === (ask.options.topic ?? 'overview'))
      return entryReply(knowledge, chosen!, ask)
    },
  })
