import { command } from '../src/core/command.ts'
import { choice } from '../src/core/options.ts'
import { entryReply } from '../src/knowledge/entryReply.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { checked, pagesOf } from './film/checked.ts'

const claims = { value: 'checked', label: 'What you may have read, checked', also: ['claims', 'fact check'] }

/** /film: the documentary and the people in it. */
export const film = (knowledge: Knowledge) =>
  command({
    name: 'film',
    about: 'The documentary Heroin(e): what it is, who is in it, where to watch',
    options: {
      topic: choice({
        about: 'What about the film?',
        example: 'where-to-watch',
        choices: [...knowledge.choices('film'), claims],
      }),
      page: choice({
        about: 'Further pages of what was checked',
        example: '2',
        choices: Array.from({ length: pagesOf(knowledge.claims) }, (_, i) => ({
          value: `${i + 1}`,
          label: `Page ${i + 1}`,
        })),
      }),
    },
    who: 'everyone',
    steady: true,
    schedulable: true,
    shareable: true,
    answer: ask => {
      const topic = ask.options.topic ?? 'overview'
      if (topic === claims.value) return checked(knowledge, Number(ask.options.page ?? '1'), ask.now)
      return entryReply(knowledge, knowledge.shownBy('film').find(entry => entry.slug === topic)!, ask)
    },
  })
