import { asList, asNumber, asObjects, asText, type Json } from '../fakes/discord/json.ts'
import type { Seen } from './readOnDiscord.ts'

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
const plain = (text: string): string => text.replace(/&(?:lt|gt|amp);/g, entity => entities[entity]!)

/** Times of Slack's own: the words stand beside them. */
const shownTime = '\u0000'

/** Everything of a message's blocks that is read, in order: what a node says, then what is inside it. */
export function readOnSlack(message: Json): Seen {
  const links: string[] = []
  const unmeant: string[] = []
  const marked = (text: string): string => {
    const words = text.replace(/<(https?:[^\s<>|]+)\|([^<>]*)>/g, (_, url: string, label: string) => {
      links.push(plain(url))
      return label
    })
    // Slack's own marks, and its names for emoji, in what is parsed (https://docs.slack.dev/messaging/formatting-message-text).
    unmeant.push(...(words.match(/[*_~`]\S|:[\w+-]+:/g) ?? []))
    return plain(words)
  }
  const read = (node: Json): string => {
    if (typeof node.url === 'string') links.push(node.url)
    switch (node.type) {
      case 'mrkdwn':
        return marked(asText(node.text))
      case 'plain_text':
      case 'text':
      case 'link':
      case 'raw_text':
        return asText(node.text)
      case 'date':
        return shownTime
      case 'rich_text_list':
        return asObjects(node.elements)
          .map((item, at) =>
            node.style === 'ordered'
              ? `\n${asNumber(node.offset) + at + 1}. ${read(item)}`
              : `\n${read(item)}`,
          )
          .join('')
      case 'rich_text_section':
      case 'rich_text_quote':
      case 'rich_text_preformatted':
        return `${asObjects(node.elements).map(read).join('')}\n`
      case 'table':
        return (asList(node.rows) as Json[][]).map(row => row.map(read).join(' · ')).join('\n')
      default: {
        const inside = [node.text, node.placeholder, ...asList(node.elements), ...asList(node.options)]
        return asObjects(inside).map(read).join('\n')
      }
    }
  }
  const text = asObjects(message.blocks).map(read).join('\n')
  return { text: text.replaceAll(` (${shownTime})`, ''), links, unmeant }
}
