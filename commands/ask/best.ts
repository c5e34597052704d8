import type { Ask } from '../../src/core/ask.ts'
import { emergencyButton } from '../../src/core/emergencyButton.ts'
import type { Draft } from '../../src/core/reply.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import { buttonsTo, entryReply, lineOf } from '../../src/knowledge/entryReply.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { servicePrefix, type Understanding } from '../../src/knowledge/question.ts'
import { type Need, needs } from '../../src/knowledge/schema.ts'
import { support } from '../support.ts'

const needOf = (id: string): Need | undefined =>
  id.startsWith(servicePrefix) ? (id.slice(servicePrefix.length) as Need) : undefined

/** The line that shows what was found. */
export function lineFor(knowledge: Knowledge, id: string): string | undefined {
  const need = needOf(id)
  if (need) return `/support need:${need}`
  const entry = knowledge.entry(id)
  return entry && lineOf(entry)
}

export const labelOf = (knowledge: Knowledge, id: string): string => {
  const need = needOf(id)
  return need ? needs[need].label : (knowledge.entry(id)?.label ?? id)
}

/** The best answer alone, whatever else the question needs: an entry, services, a kind no, or the topics. */
export function best(
  knowledge: Knowledge,
  { refusal, hits }: Pick<Understanding, 'refusal' | 'hits'>,
  asked: Ask,
): Draft | Promise<Draft> {
  if (refusal) return no(knowledge, refusal, asked)
  const [hit] = hits
  if (!hit) return nothing(knowledge, asked)
  const need = needOf(hit.id)
  if (!need) return entryReply(knowledge, knowledge.entry(hit.id)!, asked)
  const region = asked.whereabouts?.sure ? asked.whereabouts.region : undefined
  return support(knowledge).answer({ ...asked, command: 'support', options: { need, region }, rest: '' })
}

const no = (
  knowledge: Knowledge,
  refusal: NonNullable<Understanding['refusal']>,
  { whereabouts }: Ask,
): Draft => ({
  tone: 'notice',
  title: refusal.title,
  text: [paragraph(refusal.say), paragraph(strong(knowledge.emergency.line(whereabouts)))],
  actions: [...refusal.offer, emergencyButton],
})

const nothing = (knowledge: Knowledge, { whereabouts }: Ask): Draft => ({
  tone: 'info',
  title: 'I have no checked answer to that',
  text: [
    paragraph('I only say what has a source. Try other words, or choose a topic.'),
    paragraph(strong(knowledge.emergency.line(whereabouts))),
  ],
  actions: [
    emergencyButton,
    ...buttonsTo(
      ['film/overview', 'crisis/united-states', 'naloxone/what-it-is'].flatMap(
        id => knowledge.entry(id) ?? [],
      ),
    ),
    { label: 'Where help is', ask: '/support' },
  ],
})
