import type { Ask } from '../../src/core/ask.ts'
import { type Action, type Draft, limits, sizeOf } from '../../src/core/reply.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { contactOf, findSupport } from '../../src/knowledge/support.ts'

const talk: Action = { label: 'Talk to someone now', ask: '/support need:talk' }
const emergency: Action = { label: 'Emergency', ask: '/overdose', urgent: true }

/** People to reach, where we know the place: a person first, in a warm short message. */
function people(knowledge: Knowledge, { whereabouts, now, locale }: Ask, count: number): Draft['parts'] {
  if (!whereabouts) return []
  const seeker = { region: whereabouts.region, now, locale }
  const found = findSupport(knowledge.resources, seeker, 'talk').slice(0, count)
  return found.length > 0 ? [{ contacts: found.map(resource => contactOf(resource, seeker)) }] : []
}

/** For thoughts of suicide or self-harm, the asker's own or somebody else's. Stands alone. */
export function selfHarm(knowledge: Knowledge, asked: Ask): Draft {
  const card = knowledge.entry('helping/talk-now')!
  const danger = `If someone is in danger, or has taken something: ${knowledge.emergency.line(asked.whereabouts)}`
  return {
    tone: 'support',
    title: card.title,
    text: [...card.text, paragraph(strong(danger))],
    parts: people(knowledge, asked, 2),
    sources: card.sources,
    checked: card.checked,
    actions: [talk, emergency],
  }
}

/** For a craving, the fear of a lapse, or a lapse: the supportive words first, then what was asked, where it fits. */
export function relapse(knowledge: Knowledge, asked: Ask, answer: Draft, line: string | undefined): Draft {
  const card = knowledge.entry('helping/one-step')!
  const first: Draft = {
    tone: 'support',
    title: card.title,
    text: [...card.text, paragraph(strong(knowledge.emergency.line(asked.whereabouts)))],
    parts: people(knowledge, asked, 1),
    sources: card.sources,
    checked: card.checked,
    actions: [
      talk,
      { label: 'Not using alone', ask: '/support need:alone' },
      { label: 'I used again', ask: '/facts used-again' },
    ],
  }
  const both: Draft = {
    ...first,
    parts: [
      ...(first.parts ?? []),
      { text: [paragraph(strong(answer.title)), ...answer.text] },
      ...(answer.parts ?? []),
    ],
    sources: [...card.sources, ...(answer.sources ?? [])].slice(0, limits.sources),
  }
  const other = line && !line.startsWith('/support need:talk') ? [{ label: 'What you asked', ask: line }] : []
  const shown = sizeOf(both) <= limits.budget && (both.parts?.length ?? 0) <= 6 ? both : first
  return {
    ...shown,
    actions: [...(first.actions ?? []), ...other.filter(o => o.ask !== '/facts used-again')],
  }
}
