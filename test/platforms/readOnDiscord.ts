import discordMarkdown from '@cloudrac3r/discord-markdown'
import { asObjects, asText, componentsOf, type Json } from '../fakes/discord/json.ts'

/** What somebody reads, where its links go, and what Discord would have made of plain words that nobody meant. */
export type Seen = { text: string; links: string[]; unmeant: string[] }

const characters: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#x27': "'",
  '#39': "'",
  '#x2F': '/',
  '#x60': '`',
}
const plain = (html: string): string =>
  html.replace(/&(#?\w+);/g, (whole, name: string) => characters[name] ?? whole)

/** Times of Discord's own: the words stand beside them. */
const shownTime = / \(you: <t:-?\d+:[a-zA-Z]>\)/g
const inline = new Set(['strong', 'em', 'a', 'span', 'u', 'del', 'code'])
/** We write none of these; where one is found, somebody's words were taken for markup. */
const never = new Set(['u', 'del', 'code', 'pre', 'img'])

/**
 * Reads Markdown as Discord's clients do, by the rules that others took from those clients: a second opinion on what
 * our escaping leaves. Numbers of a list are counted as they are shown.
 */
export function readMarkdown(content: string): Seen {
  const links: string[] = []
  const unmeant: string[] = []
  const counters: (number | undefined)[] = []
  const mention = (kind: string) => () => {
    unmeant.push(kind)
    return ''
  }
  const html = discordMarkdown.toHTML(content.replace(shownTime, ''), {
    discordCallback: Object.fromEntries(
      ['user', 'role', 'channel', 'everyone', 'here', 'emoji'].map(kind => [kind, mention(kind)]),
    ),
  })
  const text = html.replace(/<(\/?)([a-z]+\d?)((?:\s+[\w-]+="[^"]*")*)\s*>/g, (_, close, tag, attributes) => {
    if (never.has(tag) && !close) unmeant.push(tag)
    if (tag === 'a' && !close) links.push(plain(/href="([^"]*)"/.exec(attributes)?.[1] ?? ''))
    if (inline.has(tag)) return ''
    if (tag === 'ol' || tag === 'ul') {
      if (close) counters.pop()
      else counters.push(tag === 'ol' ? Number(/start="(\d+)"/.exec(attributes)?.[1] ?? 1) : undefined)
    }
    const count = counters.at(-1)
    if (tag !== 'li' || close || count === undefined) return '\n'
    counters[counters.length - 1] = count + 1
    return `\n${count}. `
  })
  return { text: plain(text), links, unmeant }
}

/** Everything of a message that is read or listened to, in order. */
export function readOnDiscord(message: Json): Seen {
  const all = componentsOf(message)
  const read = all.map(component =>
    component.type === 10 ? readMarkdown(asText(component.content)) : undefined,
  )
  const text = all.flatMap((component, at) => [
    read[at]?.text ?? '',
    asText(component.label),
    asText(component.placeholder),
    ...asObjects(component.options).map(option => asText(option.label)),
    ...asObjects(component.items).map(item => asText(item.description)),
  ])
  return {
    text: text.filter(words => words).join('\n'),
    links: [...read.flatMap(found => found?.links ?? []), ...all.map(({ url }) => asText(url))].filter(
      url => url,
    ),
    unmeant: read.flatMap(found => found?.unmeant ?? []),
  }
}
