import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Block, Message } from 'slack-blocks-to-jsx'
import { avatar, type Control, type Rendering } from './rendering.ts'
import { shield, shieldOnly, unshield } from './shield.ts'

type Words = { type: 'plain_text' | 'mrkdwn'; text: string }
type Element = {
  type: string
  action_id?: string
  url?: string
  options?: { text: Words; value: string }[]
}

/** Draws a message body as Slack would, from exactly what the adapter sends. */
export function drawSlack(payload: object, now: Temporal.Instant): Rendering {
  const { blocks = [] } = payload as { blocks?: { type: string; elements?: Element[] }[] }
  const message = createElement(Message, {
    blocks: readable(blocks) as Block[],
    name: 'Heroine',
    logo: avatar,
    time: new Date(now.epochMilliseconds),
    theme: 'light',
  })
  return {
    payload,
    html: unshield(renderToStaticMarkup(message)),
    controls: blocks.filter(b => b.type === 'actions').flatMap(b => (b.elements ?? []).map(control)),
  }
}

/** The library's own style sheet. */
export const slackStyle = (): Promise<string> =>
  readFile(fileURLToPath(import.meta.resolve('slack-blocks-to-jsx/dist/style.css')), 'utf8')

const control = ({ url, options, action_id }: Element): Control => {
  if (url) return { url }
  if (options) return { choices: options.map(o => ({ label: o.text.text, line: o.value })) }
  return { line: action_id ?? '' }
}

/** Words that Slack leaves alone are shielded from the library, which reads marks in all of them. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable)
  if (!value || typeof value !== 'object') return value
  if (isWords(value))
    return value.type === 'plain_text'
      ? { ...value, text: shield(value.text) }
      : // Slack reads `<address|label>` in verbatim text too; the library does not.
        { ...value, text: readableMarkup(value.text), verbatim: false }
  const inside = Object.entries(value).map(([key, part]) => [key, readable(part)])
  const copy = Object.fromEntries(inside)
  const isPlain = copy.type === 'text' || copy.type === 'raw_text'
  return isPlain && typeof copy.text === 'string' ? { ...copy, text: shield(copy.text) } : copy
}

const isWords = (value: object): value is Words =>
  'type' in value && (value.type === 'plain_text' || value.type === 'mrkdwn') && 'text' in value

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

const readableMarkup = (text: string): string =>
  text
    .replace(/&(?:amp|lt|gt);/g, entity => shield(entities[entity]!))
    .replace(/<(https?:[^|>]+)/g, (_, address: string) => `<${shieldOnly(address, /[*_~`]/g)}`)
