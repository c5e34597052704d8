import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10'
import { type Chart, chartInWords } from '../../core/chart.ts'
import { source } from '../../core/plain.ts'
import { buttonId } from '../../core/press.ts'
import type { Action, Contact, Part, Reply, Tone } from '../../core/reply.ts'
import { blocks, inline, type Text } from '../../core/text.ts'
import { escapeWords, marks } from './marks.ts'

/** A message body as Discord's API takes it; the same for interaction replies and for posts. */
export type DiscordMessage = {
  flags: number
  components: APIMessageTopLevelComponent[]
  /** Pictures and files that go beside the message, by their number. */
  attachments?: { id: string; filename: string; description?: string }[]
  /** Nothing pings, whatever the text holds, but the one role that a post is told to mention. */
  allowed_mentions: { parse: []; roles?: [string] }
}

const accents: Record<Tone, number> = {
  emergency: 0xd92d20,
  support: 0x0e7c86,
  info: 0x3b5bdb,
  notice: 0x667085,
  problem: 0xb54708,
}

/**
 * Components V2: no content, no embeds, at most 40 components and 4,000 characters (the Reply's bounds keep both).
 * A chart is a picture, whose file whoever sends the message puts beside it, or words where none can go.
 */
export function render(reply: Reply, { pictures = true } = {}): DiscordMessage {
  const opening = [`## ${escapeWords(reply.title)}`, prose(reply.text)].filter(s => s).join('\n')
  const sources = reply.sources.map(s => marks.link(escapeWords(source(s)), s.url)).join(' · ')
  const evidence = [sources && `Source: ${sources}`, reply.checked && `checked ${reply.checked}`]
    .filter(s => s)
    .join(' · ')
  const parts = reply.parts.map(part =>
    pictures && 'chart' in part ? gallery(part.chart) : text(drawn(part)),
  )
  const charts = pictures ? reply.parts.flatMap(part => ('chart' in part ? [part.chart] : [])) : []
  const inside: APIComponentInContainer[] = [text(opening), ...parts]
  if (reply.file) inside.push(fileLink(reply.file.name))
  const beside = [
    ...charts.map(chart => ({ filename: fileOf(chart), description: chart.alt })),
    ...(reply.file ? [{ filename: reply.file.name }] : []),
  ]
  if (evidence) inside.push(text(`-# ${evidence}`))
  const rows = [...inRows(reply.actions), ...menu(reply)]
  return {
    flags: MessageFlags.IsComponentsV2 | (reply.seenBy === 'asker' ? MessageFlags.Ephemeral : 0),
    components: [
      { type: ComponentType.Container, accent_color: accents[reply.tone], components: [...inside, ...rows] },
    ],
    ...(beside.length > 0 && { attachments: beside.map((one, n) => ({ id: String(n), ...one })) }),
    allowed_mentions: { parse: [] },
  }
}

/** What a chart's picture is called, in the message and beside it. */
export const fileOf = ({ series }: Chart): string => `${series}.png`

/** A gallery of one. Its description is what a screen reader says; it is no part of the 4,000 characters. */
const gallery = (chart: Chart): APIComponentInContainer => ({
  type: ComponentType.MediaGallery,
  items: [{ media: { url: `attachment://${fileOf(chart)}` }, description: chart.alt }],
})

/** A file shows only where a component names it (https://docs.discord.com/developers/components/reference#file). */
const fileLink = (name: string): APIComponentInContainer => ({
  type: ComponentType.File,
  file: { url: `attachment://${name}` },
})

/** Paragraphs stand apart; a list follows its paragraph closely. */
const prose = (tree: Text): string =>
  blocks(tree, marks)
    .map((block, index) => {
      if (index === 0) return block
      if (!('list' in tree[index]!)) return `\n\n${block}`
      // Two lists in a row would be one, and go on counting: a space of no width parts them.
      return `${'list' in tree[index - 1]! ? '\n\u200B' : ''}\n${block}`
    })
    .join('')

const text = (content: string) => ({ type: ComponentType.TextDisplay as const, content })

function drawn(part: Part): string {
  if ('text' in part) return prose(part.text)
  if ('steps' in part) return part.steps.map((step, i) => marks.item(inline(step, marks), i + 1)).join('\n')
  if ('fields' in part)
    return part.fields.map(f => `**${escapeWords(f.name)}**\n${inline(f.value, marks)}`).join('\n')
  if ('chart' in part) {
    const [heading, ...rows] = chartInWords(part.chart).map(escapeWords)
    return [`**${heading}**`, ...rows].join('\n')
  }
  return part.contacts.map(contact).join('\n')
}

/** Discord makes no link of `tel:`, so a number stands alone on its line where a phone can pick it up. */
function contact({ name, about, call, text, chat, link, hours, note }: Contact): string {
  const web = [chat && marks.link('Chat', chat), link && marks.link('Website', link)]
    .filter(way => way)
    .join(' · ')
  return [
    `### ${escapeWords(name)}`,
    call && `Call **${escapeWords(call.display)}**`,
    text && `Text **${escapeWords(text.display)}**`,
    web,
    escapeWords(about),
    [hours, note]
      .filter(s => s)
      .map(s => `-# ${escapeWords(s!)}`)
      .join('\n'),
  ]
    .filter(line => line)
    .join('\n')
}

function button(action: Action): APIButtonComponent {
  if ('url' in action)
    return { type: ComponentType.Button, style: ButtonStyle.Link, label: action.label, url: action.url }
  const style = action.urgent ? ButtonStyle.Danger : ButtonStyle.Secondary
  return { type: ComponentType.Button, style, label: action.label, custom_id: buttonId(action) }
}

/** Five buttons a row. */
function inRows(actions: readonly Action[]): APIComponentInContainer[] {
  const rows: APIComponentInContainer[] = []
  for (let from = 0; from < actions.length; from += 5)
    rows.push({ type: ComponentType.ActionRow, components: actions.slice(from, from + 5).map(button) })
  return rows
}

/** The custom_id of every menu; its values are lines, as buttons carry them. */
export const menuId = 'menu'

function menu({ menu }: Reply): APIComponentInContainer[] {
  if (!menu) return []
  const options = menu.choices.map(({ label, ask }) => ({ label, value: ask }))
  const select = {
    type: ComponentType.StringSelect as const,
    custom_id: menuId,
    placeholder: menu.label,
    options,
  }
  return [{ type: ComponentType.ActionRow, components: [select] }]
}
