import type { ActionsBlock, Button, KnownBlock, RichTextBlockElement } from '@slack/types'
import { plainReply, source } from '../../core/plain.ts'
import { buttonId } from '../../core/press.ts'
import type { Action, Contact, Part, Reply } from '../../core/reply.ts'
import { again } from './again.ts'
import { chartPieces, inBlocks, type Piece, type Shown } from './chart.ts'
import { fileBlocks } from './file.ts'
import { block, inlines, items, section, type Words, words } from './richText.ts'

/** A message body as Slack takes it in an acknowledgement, at a response_url and in chat.postMessage. */
export type SlackMessage = { text: string; blocks: KnownBlock[] }
export type SlackResponse = SlackMessage & { response_type: 'ephemeral' }

/** The three characters that Slack's markup gives a meaning (https://docs.slack.dev/messaging/formatting-message-text). */
export const escapeWords = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

type How = {
  /** How its chart is shown; a table where nothing else is said. */
  chart?: Shown
  /** The line that it answers, so that a button which refines it can replace it. */
  line?: string
}

/**
 * Rich text rather than mrkdwn: its strings are never parsed, so a `*4141*` stays a number and nothing that anybody
 * typed becomes a mention. `text` is what notifications and screen readers get; it makes sense alone.
 */
export const render = (reply: Reply, how: How = {}): SlackMessage => ({
  text: escapeWords(plainReply(reply)),
  blocks: blocksOf(reply, how),
})

export function blocksOf(reply: Reply, { chart = 'table', line }: How = {}): KnownBlock[] {
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: reply.title, emoji: false } },
    ...inBlocks([...reply.text.map(block), ...reply.parts.flatMap(p => part(p, chart))]),
  ]
  if (reply.sources.length > 0 || reply.checked) blocks.push(evidence(reply))
  const pressed = pressable(reply, line)
  if (reply.file) blocks.push(...fileBlocks(reply.file, [...blocks, ...pressed]))
  return [...blocks, ...pressed]
}

/** Buttons, then the menu. Their blocks say which command they refine: see place.ts. */
function pressable({ tone, actions, menu: choices }: Reply, line: string | undefined): KnownBlock[] {
  const refined = tone === 'emergency' ? undefined : commandOf(line)
  const id = (n: number) => refined && { block_id: `${refined} ${n}` }
  return [
    ...(actions.length > 0 ? [{ type: 'actions' as const, ...id(1), elements: actions.map(button) }] : []),
    ...(choices ? [{ ...menu(choices), ...id(2) }] : []),
  ]
}

/** The first word of a line: `support`. */
export const commandOf = (line: string | undefined): string | undefined =>
  /^\/([a-z-]+)/.exec(line ?? '')?.[1]

/** Only the asker sees it: the one way a command is ever answered. */
export const privately = (reply: Reply, line?: string): SlackResponse =>
  privatelyAgain(reply, commandOf(line))

const privatelyAgain = again<SlackResponse>((reply, command) => ({
  response_type: 'ephemeral',
  ...render(reply, { line: `/${command}` }),
}))

function part(p: Part, chart: Shown): Piece[] {
  if ('text' in p) return p.text.map(block)
  if ('steps' in p) return [items(p.steps, 'ordered')]
  if ('fields' in p)
    return p.fields.map(f => section(words(`${f.name}\n`, { bold: true }), ...inlines(f.value)))
  if ('chart' in p) return chartPieces(p.chart, chart)
  return p.contacts.map(contact)
}

/** Numbers to call are `tel:` links: a phone dials them with one touch. Slack knows no link that begins a text. */
function contact({ name, about, call, text, chat, link, hours, note }: Contact): RichTextBlockElement {
  const web = [...(chat ? [page('Chat', chat)] : []), ...(link ? [page('Website', link)] : [])]
  const details = [hours, note].filter(found => found !== undefined).join(' · ')
  const lines: Words[][] = [
    [words(name, { bold: true })],
    call ? [words('Call '), { type: 'link', url: `tel:${call.dial}`, text: call.display }] : [],
    text ? [words('Text '), words(text.display, { bold: true })] : [],
    web.flatMap((found, index) => (index > 0 ? [words(' · '), found] : [found])),
    about ? [words(about)] : [],
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

function menu({ label, choices }: NonNullable<Reply['menu']>): ActionsBlock {
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
