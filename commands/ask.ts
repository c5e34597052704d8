import type { Ask } from '../src/core/ask.ts'
import { command } from '../src/core/command.ts'
import { text } from '../src/core/options.ts'
import { type Action, type Draft, limits } from '../src/core/reply.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { naloxoneHere } from '../src/knowledge/local.ts'
import type { Hit } from '../src/knowledge/search/search.ts'
import { dateOf } from '../src/knowledge/support.ts'
import { best, labelOf, lineFor } from './ask/best.ts'
import { relapse, selfHarm } from './ask/cards.ts'

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
    answer: async asked => {
      const { question } = asked.options
      const { triage, self, hits, refusal } = knowledge.understand(question)
      const here = { ...asked, whereabouts: whereOf(knowledge, question, asked) } as Ask
      const found = hits[0]?.id
      if (triage === 'emergency') {
        const { card, callNow } = knowledge.emergency
        const naloxone = naloxoneHere({ ...here, today: dateOf(here.now) })
        return self ? callNow(here.whereabouts) : alone(card(here.whereabouts, naloxone), knowledge, hits)
      }
      if (triage === 'self_harm') return alone(selfHarm(knowledge, here), knowledge, hits)
      const answer = await best(knowledge, { hits, refusal }, here)
      if (triage === 'relapse') return relapse(knowledge, here, answer, found && lineFor(knowledge, found))
      const own = new Set((answer.actions ?? []).flatMap(action => ('ask' in action ? [action.ask] : [])))
      const further = (refusal ? [] : hits.slice(1, 4)).flatMap(({ id }): Action[] => {
        const next = lineFor(knowledge, id)
        return next && !own.has(next) ? [{ label: labelOf(knowledge, id), ask: next }] : []
      })
      return {
        ...answer,
        actions: [...(answer.actions ?? []), ...further].slice(0, limits.actions),
        menu: found?.startsWith('support/') ? answer.menu : undefined,
      }
    },
  })

/** A place named in the question comes before the community's. */
function whereOf(
  knowledge: Knowledge,
  question: string,
  asked: Pick<Ask, 'whereabouts'>,
): Ask['whereabouts'] {
  const region = knowledge.placeIn(question)
  return region ? { region, sure: true } : asked.whereabouts
}

/** Answers that the cards already are. */
const cards = ['overdose/now', 'helping/talk-now']

/** The card stands alone; what else was asked is one press away: the best answer, or the next where the card is that. */
function alone(card: Draft, knowledge: Knowledge, hits: readonly Hit[]): Draft {
  const actions = card.actions ?? []
  const offered = new Set(actions.flatMap(action => ('ask' in action ? [action.ask] : [])))
  const [line] = hits
    .slice(0, 2)
    .filter(({ id }) => !cards.includes(id))
    .flatMap(({ id }) => lineFor(knowledge, id) ?? [])
    .filter(line => !offered.has(line))
  return { ...card, actions: line ? [...actions, { label: 'Something else?', ask: line }] : actions }
}
