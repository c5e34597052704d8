import { command } from '../src/core/command.ts'
import { text } from '../src/core/options.ts'
import type { Draft } from '../src/core/reply.ts'
import { paragraph, strong } from '../src/core/text.ts'
import { buttonsTo, entryReply, lineOf } from '../src/knowledge/entryReply.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { triage } from '../src/knowledge/triage.ts'

/** /ask: the best vetted entry for a question. Retrieval only; the question is used and forgotten. */
export const ask = (knowledge: Knowledge) =>
  command({
    name: 'ask',
    about: 'Ask in your own words. Only you see the answer; nothing is kept',
    options: {
      question: text({
        about: 'Your question',
        example: 'how long does naloxone last',
        required: true,
        longest: 10_000,
      }),
    },
    who: 'everyone',
    answer: asked => {
      const { question } = asked.options
      const [best, ...others] = knowledge.search(question)
      const answer = best && entryReply(knowledge, best, asked)
      const need = triage(question)
      if (need === 'emergency') {
        const card = knowledge.emergency.card(asked.whereabouts)
        const instead = best ? [{ label: 'Something else?', ask: lineOf(best) }] : []
        return {
          ...card,
          actions: [
            ...(card.actions ?? []).filter(a => !('ask' in a) || a.ask !== instead[0]?.ask),
            ...instead,
          ],
        }
      }
      if (need !== 'none') return talkToSomeone(knowledge.emergency.line(asked.whereabouts))
      if (!answer) return nothing(knowledge)
      const own = new Set((answer.actions ?? []).flatMap(a => ('ask' in a ? [a.ask] : [])))
      const further = buttonsTo(others)
        .filter(a => 'ask' in a && !own.has(a.ask))
        .slice(0, 3)
      return { ...answer, actions: [...(answer.actions ?? []), ...further].slice(0, 8), menu: undefined }
    },
  })

const talkToSomeone = (line: string): Draft => ({
  tone: 'support',
  title: 'Someone can talk with you now',
  text: [
    paragraph('I am a program, and this deserves a person. Someone who listens can help more than I can.'),
    paragraph('If you or someone else is in danger: ', strong(line)),
  ],
  actions: [
    { label: 'Talk to someone now', ask: '/support need:talk' },
    { label: 'Emergency', ask: '/overdose', urgent: true },
    { label: 'Start treatment', ask: '/support need:treatment' },
  ],
})

const nothing = (knowledge: Knowledge): Draft => ({
  tone: 'info',
  title: 'I have no checked answer to that',
  text: [paragraph('I only say what has a source. Try other words, or choose a topic:')],
  actions: [
    { label: 'Emergency', ask: '/overdose', urgent: true },
    ...buttonsTo(
      ['film/overview', 'crisis/united-states', 'naloxone/what-it-is'].flatMap(
        id => knowledge.entry(id) ?? [],
      ),
    ),
    { label: 'Where help is', ask: '/support' },
  ],
})
