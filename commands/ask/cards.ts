import type { Ask } from '../../src/core/ask.ts'
import { emergencyButton } from '../../src/core/emergencyButton.ts'
import { type Action, type Draft, limits } from '../../src/core/reply.ts'
import { sizeOf } from '../../src/core/size.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { contactOf, findSupport, sourcesOf } from '../../src/knowledge/support.ts'

const talk: Action = { label: 'Talk to someone now', ask: '/support need:talk' }

/** People to reach, or a directory of them where we do not know the place: a person first, in a warm short message. */
function people(
  knowledge: Knowledge,
  { whereabouts, now, locale }: Ask,
  count: number,
): Required<Pick<Draft, 'parts' | 'sources'>> {
  const seeker = { region: whereabouts?.region ?? 'INTL', now, locale }
  const found = findSupport(knowledge.resources, seeker, 'talk').slice(0, count)
  if (found.length === 0) return { parts: [], sources: [] }
  return {
    parts: [{ contacts: found.map(resource => contactOf(resource, seeker)) }],
    sources: sourcesOf(found),
  }
}

/** For thoughts of suicide or self-harm, the asker's own or somebody else's. Stands alone. */
export function selfHarm(knowledge: Knowledge, asked: Ask): Draft {
  const card = knowledge.entry('helping/talk-now')!
  const { whereabouts } = asked
  const number = whereabouts?.sure ? knowledge.emergency.number(whereabouts.region) : undefined
  const danger = number
    ? `If someone is in danger, or has taken something, call ${number} now.`
    : knowledge.emergency.line(whereabouts)
  const reached = people(knowledge, asked, 2)
  return {
    tone: 'support',
    title: card.title,
    text: [...card.text, paragraph(strong(danger))],
    parts: reached.parts,
    sources: [...card.sources, ...reached.sources].slice(0, limits.sources),
    checked: card.checked,
    actions: [talk, emergencyButton],
  }
}

/** For a craving, the fear of a lapse, or a lapse: the supportive words first, then what was asked, where it fits. */
export function relapse(knowledge: Knowledge, asked: Ask, answer: Draft, line: string | undefined): Draft {
  const card = knowledge.entry('helping/one-step')!
  const reached = people(knowledge, asked, 1)
  const first: Draft = {
    tone: 'support',
    title: card.title,
    text: [...card.text, paragraph(strong(knowledge.emergency.line(asked.whereabouts)))],
    parts: reached.parts,
    sources: [...card.sources, ...reached.sources],
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
    sources: [...card.sources, ...reached.sources, ...(answer.sources ?? [])].slice(0, limits.sources),
  }
  const other = line && !line.startsWith('/support need:talk') ? [{ label: 'What you asked', ask: line }] : []
  const shown = sizeOf(both) <= limits.budget && (both.parts?.length ?? 0) <= 6 ? both : first
  return {
    ...shown,
    actions: [...(first.actions ?? []), ...other.filter(o => o.ask !== '/facts used-again')],
  }
}
