import type { ImageBlock, KnownBlock, RichTextBlockElement, TableBlock } from '@slack/types'
import { type Chart, chartInWords, figures, notFinal, yearsShown } from '../../core/chart.ts'
import { richText, section, words } from './richText.ts'

/** What stands in a message between its heading and its evidence. */
export type Piece = RichTextBlockElement | TableBlock | ImageBlock

/** A chart as a table, as a picture (the id of its file on Slack) or as words. */
export type Shown = 'table' | 'words' | { picture: string }

/**
 * Posts have the picture. A private answer has a table: Slack cannot share a file in a message that one person sees,
 * and an image block needs an address that is public. Modals and the Home tab take no table. A message takes one, of
 * at most 100 rows and 20 columns, and 10,000 characters in its cells
 * (https://docs.slack.dev/reference/block-kit/blocks/table-block); a Reply holds one chart, of 12 rows.
 */
export function chartPieces(chart: Chart, shown: Shown): Piece[] {
  const { title, unit, note, alt } = chart
  if (typeof shown === 'object')
    return [{ type: 'image', slack_file: { id: shown.picture }, alt_text: alt }, ...remark(note)]
  if (shown === 'words') {
    const [first = '', ...lines] = chartInWords(chart)
    return [section(words(first, { bold: true }), ...lines.map(line => words(`\n${line}`)))]
  }
  const found = tableOf.get(chart) ?? table(chart)
  tableOf.set(chart, found)
  return [section(words(title, { bold: true }), words(`\n${unit}`)), found, ...remark(note)]
}

/** An answer that is remembered has the same chart each time. */
const tableOf = new WeakMap<Chart, TableBlock>()

const remark = (note: string | undefined): Piece[] => (note ? [section(words(note, { italic: true }))] : [])

/** A cell may not be empty: a year without a number has a dash. */
function table(chart: Chart): TableBlock {
  const { lines } = chart
  const figure = figures(chart)
  const cell = (text: string) => ({ type: 'raw_text' as const, text })
  const value = ({ points }: Chart['lines'][number], wanted: number) => {
    const point = points.find(({ year }) => year === wanted)
    return point ? `${figure(point.value)}${point.open ? notFinal : ''}` : '–'
  }
  return {
    type: 'table',
    column_settings: [{ align: 'left' }, ...lines.map(() => ({ align: 'right' as const }))],
    rows: [
      [cell('Year'), ...lines.map(({ name }) => cell(name))],
      ...yearsShown(chart).map(year => [cell(String(year)), ...lines.map(line => cell(value(line, year)))]),
    ],
  }
}

/** Runs of rich text as one block each, the table or the picture between them. */
export function inBlocks(pieces: Piece[]): KnownBlock[] {
  const at = pieces.findIndex(({ type }) => type === 'table' || type === 'image')
  const [before, rest] = at < 0 ? [pieces, []] : [pieces.slice(0, at), pieces.slice(at)]
  const [found, ...after] = rest
  const run = (some: Piece[]) => (some.length > 0 ? [richText(some as RichTextBlockElement[])] : [])
  return [...run(before), ...(found ? [found as TableBlock | ImageBlock] : []), ...run(after)]
}
