import { z } from 'zod'

/**
 * A line is a command as somebody would type it: `/film people`, `/support region:US-WV need:treatment`. A button
 * carries one, a reminder keeps one, the terminal and Slack receive one.
 *
 * This narrower form is for lines the bot writes itself: ids only, never text somebody typed, and short enough for
 * Discord's custom_id of 100 characters (https://docs.discord.com/developers/components/reference).
 */
export const Line = z
  .string()
  .max(96)
  .regex(
    /^\/[a-z-]+( [a-z0-9][a-z0-9-]*)*( [a-z]+:[\w.+/:-]+)*$/,
    'must be a command and ids, such as /film people',
  )
export type Line = z.infer<typeof Line>

export type Words = { word: string; quoted: boolean; end: number }[]

const quotes: Record<string, string> = { '"': '"', '“': '”', '„': '“', '«': '»' }

/**
 * Splits a typed line into words. Quotes keep words together (`"New York"`, `topic:"where to watch"`), also the
 * curly ones that phones type; a quote that never closes is an ordinary character. `end` is where each word stops
 * in the line, so that the rest can be taken as it was typed. No more than `most` of them.
 */
export function words(line: string, most = Number.POSITIVE_INFINITY): Words {
  const found: Words = []
  let at = 0
  while (at < line.length && found.length < most) {
    if (/\s/.test(line[at]!)) {
      at++
      continue
    }
    let word = ''
    let quoted = false
    while (at < line.length && !/\s/.test(line[at]!)) {
      const close = quotes[line[at]!]
      const end = close && (word === '' || word.endsWith(':')) ? line.indexOf(close, at + 1) : -1
      if (end > at) {
        word += line.slice(at + 1, end)
        quoted = true
        at = end + 1
      } else word += line[at++]
    }
    found.push({ word, quoted, end: at })
  }
  return found
}
