import { command } from '../src/core/command.ts'
import { choice } from '../src/core/options.ts'
import { entryReply } from '../src/knowledge/entryReply.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { regionChoices } from '../src/knowledge/regions.ts'

/** /overdose: what to do right now. Whatever is typed after it, the answer is the card or a page of it. */
export const overdose = (knowledge: Knowledge) =>
  command({
    name: 'overdose',
    about: 'What to do right now if someone may be overdosing',
    options: {
      topic: choice({
        about: 'One thing about it',
        example: 'injection',
        choices: knowledge.choices('overdose'),
      }),
      region: choice({
        about: 'Where you are, for the emergency number',
        example: 'US-WV',
        choices: regionChoices(knowledge.regions),
      }),
    },
    who: 'everyone',
    steady: true,
    schedulable: true,
    forgiving: true,
    answer: ask => {
      const { topic } = ask.options
      const region = ask.options.region ?? knowledge.placeIn(ask.rest)
      const whereabouts = region ? { region, sure: true } : ask.whereabouts
      const page = knowledge.entry(`overdose/${topic ?? 'now'}`)!
      return entryReply(knowledge, page, { ...ask, whereabouts })
    },
  })
