import { chartInWords } from './chart.ts'
import type { Contact, Part, Reply, Source } from './reply.ts'
import { inline, plain, plainMarks } from './text.ts'

/** How a contact is reached, one way after the other; numbers are never abbreviated. */
export const ways = ({ call, text, chat, link, hours }: Contact): string[] =>
  [
    call && `Call ${call.display}`,
    text && `Text ${text.display}`,
    chat && `Chat ${chat}`,
    link && `Web ${link}`,
    hours,
  ].filter(way => way !== undefined)

const contact = (c: Contact): string =>
  [c.name, c.about, ways(c).join(' · '), c.note].filter(line => line).join('\n')

function part(p: Part): string {
  if ('text' in p) return plain(p.text)
  if ('fields' in p) return p.fields.map(f => `${f.name}: ${inline(f.value, plainMarks)}`).join('\n')
  if ('steps' in p) return p.steps.map((step, i) => `${i + 1} ${inline(step, plainMarks)}`).join('\n')
  if ('chart' in p) return chartInWords(p.chart).join('\n')
  return p.contacts.map(contact).join('\n\n')
}

export const source = ({ publisher, published }: Source): string =>
  published ? `${publisher}, ${published}` : publisher

/** What a person reads of a reply, in order, buttons aside. Makes sense alone: notifications, screen readers. */
export function plainReply(reply: Reply): string {
  const checked = reply.checked && `Checked ${reply.checked}.`
  const sources = reply.sources.map(s => `${source(s)} (${s.url})`).join(' · ')
  return [
    reply.title,
    plain(reply.text),
    ...reply.parts.map(part),
    [sources && `Source: ${sources}.`, checked].filter(line => line).join(' '),
  ]
    .filter(line => line)
    .join('\n\n')
}

/** The same with its buttons and its file, for surfaces that have none. */
export function plainWithActions(reply: Reply): string {
  const actions = reply.actions
    .filter(a => !('dm' in a && a.dm))
    .map(a => ('ask' in a ? `${a.label}: ${a.ask}` : `${a.label}: ${a.url}`))
  const menu = reply.menu
    ? [`${reply.menu.label}:`, ...reply.menu.choices.map(c => `  ${c.label}: ${c.ask}`)]
    : []
  const file = reply.file && `${reply.file.name}:\n${reply.file.text}`
  return [plainReply(reply), [...actions, ...menu].join('\n'), file].filter(line => line).join('\n\n')
}
