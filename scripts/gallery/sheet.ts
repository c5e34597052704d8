import { readFile } from 'node:fs/promises'
import type { Draw } from '../../src/core/chart.ts'
import { render as discord } from '../../src/platforms/discord/render.ts'
import { show } from '../../src/platforms/playground/desk.ts'
import { seen as slack } from '../../src/platforms/slack/render.ts'
import type { Answered } from './everyReply.ts'

/** The playground's own, within the page: a browser loads no module from a file, nor a style sheet from `/`. */
const drawing = async (): Promise<string> => {
  const file = new URL('../../src/platforms/playground/page/drawing.js', import.meta.url)
  return (await readFile(file, 'utf8')).replace(/`\/(\$\{name[^`]*\.css`)/, '`$1')
}

/** JSON that cannot end the script in which it stands. */
const data = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

const draws = `
for (const { line, shown } of answered) {
  const section = document.createElement('section')
  const title = Object.assign(document.createElement('h2'), { textContent: line })
  const both = Object.assign(document.createElement('div'), { className: 'both' })
  both.append(...drawBoth(shown, () => {}))
  section.append(title, both)
  document.body.append(section)
}
`

/** A page of replies as both platforms draw them, side by side where there is room, from the very payloads. */
export async function sheet(
  title: string,
  replies: readonly Answered[],
  now: Temporal.Instant,
  draw: Draw,
): Promise<string> {
  const renderers = { discord, slack, draw }
  const answered: object[] = []
  for (const { line, reply } of replies) answered.push({ line, shown: await show(reply, renderers, now) })
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="sheet.css"></head><body>`,
    `<script type="module">\n${await drawing()}\nconst answered = ${data(answered)}\n${draws}</script>`,
    '</body></html>',
  ].join('\n')
}
