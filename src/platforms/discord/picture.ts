import type { RawFile } from 'discord.js'
import type { Draw } from '../../core/chart.ts'
import type { Reply } from '../../core/reply.ts'
import { within } from '../../core/within.ts'
import { type DiscordMessage, fileOf, render } from './render.ts'

/** A message and what goes beside it: the picture of its chart, and its file. */
export type Illustrated = { message: DiscordMessage; files: RawFile[] }
export type Illustrate = (reply: Reply) => Promise<Illustrated>

/** What a picture may take of the three seconds in which Discord wants an answer. */
const patience = 1500

/** Draws the picture that a reply's chart needs. Without `draw`, or where it fails, the chart is told in words. */
export const illustrator =
  (draw: Draw | undefined, report: (where: string, error: unknown) => void): Illustrate =>
  async reply => {
    const chart = reply.parts.flatMap(part => ('chart' in part ? [part.chart] : []))[0]
    if (!chart || !draw) return inWords(reply)
    try {
      const data = Buffer.from(await within(patience, () => draw(chart)))
      const picture = { name: fileOf(chart), data, contentType: 'image/png' }
      return { message: render(reply), files: [picture, ...textFile(reply)] }
    } catch (error) {
      report('chart', error)
      return inWords(reply)
    }
  }

/** With its chart in words: for where no picture may go, or none can be drawn. */
export const inWords = (reply: Reply): Illustrated => ({
  message: render(reply, { pictures: false }),
  files: textFile(reply),
})

const textFile = ({ file }: Reply): RawFile[] =>
  file ? [{ name: file.name, data: Buffer.from(file.text), contentType: 'text/plain; charset=utf-8' }] : []
