import type { Button, KnownBlock, RichTextBlockElement } from '@slack/types'
import { plainReply, source } from '../../core/plain.ts'
import { buttonId } from '../../core/press.ts'
import type { Action, Contact, Part, Reply } from '../../core/reply.ts'
import { chartPieces, inBlocks, type Piece } from './chart.ts'
import { fileBlocks } from './file.ts'
import { block, inlines, items, section, type Words, words } from './richText.ts'

/** A message body as Slack takes it in an acknowledgement, at a response_url and in chat.postMessage. */
export type SlackMessage = { text: string; blocks: KnownBlock[] }
export type SlackResponse = SlackMessage & { response_type: 'ephemeral' }

/** The three characters that Slack's markup gives a meaning (https://docs.slack.dev/messaging/formatting-message-text). */
export const escapeWords = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * Rich text rather than mrkdwn: its strings are never parsed, so a `*4141` stays a number and nothing that anybody
 * typed becomes a mention. `text` is what notifications and screen readers get; it makes sense alone.
 */
export function render(reply: Reply): SlackMessage {
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: reply.title, emoji: false } },
    ...inBlocks([...reply.text.map(block), ...reply.parts.flatMap(part)]),
  ]
  if (reply.sources.length > 0 || reply.checked) blocks.push(evidence(reply))
  const pressed: KnownBlock[] = [
    ...(reply.actions.length > 0 ? [{ type: 'actions' as const, elements: reply.actions.map(button) }] : []),
    ...(reply.menu ? [menu(reply.menu)] : []),
  ]
  if (reply.file) blocks.push(...fileBlocks(reply.file, [...blocks, ...pressed]))
  blocks.push(...pressed)
  return { text: escapeWords(plainReply(reply)), blocks }
}

/** Only the asker sees it: the one way a command is ever answered. */
export const privately = (reply: Reply): SlackResponse => ({ response_type: 'ephemeral', ...render(reply) })

function part(p: Part): Piece[] {
  if ('text' in p) return p.text.map(block)
  if ('steps' in p) return [items(p.steps, 'ordered')]
  if ('fields' in p)
    return p.fields.map(f => section(words(`${f.name}\n`, { bold: true }), ...inlines(f.value)))
  if ('chart' in p) return chartPieces(p.chart)
  return p.contacts.map(contact)
}

/** Numbers are `tel:` and `sms:` links: a phone dials them with one touch. */
function contact({ name, about, call, text, chat, link, hours, note }: Contact): RichTextBlockElement {
  const web = [...(chat ? [page('Chat', chat)] : []), ...(link ? [page('Website', link)] : [])]
  const details = [hours, note].filter(found => found !== undefined).join(' · ')
  const lines: Words[][] = [
    [words(name, { bold: true })],
    call ? [words('Call '), { type: 'link', url: `tel:${call.dial}`, text: call.display }] : [],
    text ? [words('Text '), words(text.display, { bold: true })] : [],
    web.flatMap((found, index) => (index > 0 ? [words(' · '), found] : [found])),
    [words(about)],
    details ? [words(details, { italic: true })] : [],
  ]
  return section(
    ...lines.filter(line => line.length > 0).flatMap((line, i) => (i > 0 ? [words('\n'), ...line] : line)),
  )
}

const page = (text: string, url: string): Words => ({ type: 'link', url, text })

function evidence({ sources, checked }: Reply): KnownBlock {
  const linked = sources.map(
    s => `<${s.url.replaceAll('|', '%7C').replaceAll('>', '%3E')}|${escapeWords(source(s))}>`,
  )
  const text = [linked.length > 0 && `Source: ${linked.join(' · ')}`, checked && `checked ${checked}`]
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: text.filter(s => s).join(' · '), verbatim: true }],
  }
}

/** The action_id of a button is the line it asks; one that opens a page is told from it by this prefix. */
export const linkPrefix = 'link '

function button(action: Action): Button {
  const text = { type: 'plain_text' as const, text: action.label, emoji: false }
  if ('url' in action)
    return { type: 'button', text, action_id: `${linkPrefix}${action.label}`, url: action.url }
  return {
    type: 'button',
    text,
    action_id: buttonId(action),
    ...(action.urgent && { style: 'danger' as const }),
  }
}

export const menuId = 'menu'

function menu({ label, choices }: NonNullable<Reply['menu']>): KnownBlock {
  const options = choices.map(({ label, ask }) => ({
    text: { type: 'plain_text' as const, text: label, emoji: false },
    value: ask,
  }))
  const placeholder = { type: 'plain_text' as const, text: label, emoji: false }
  return { type: 'actions', elements: [{ type: 'static_select', action_id: menuId, placeholder, options }] }
}

/** As it is sent: a command's answer goes to the asker alone, a scheduled post to the channel. */
export const seen = (reply: Reply): SlackMessage =>
  reply.seenBy === 'asker' ? privately(reply) : render(reply)
