import type { KnownBlock, RichTextBlockElement, TableBlock } from '@slack/types'
import { type Chart, figures, notFinal, yearsShown } from '../../core/chart.ts'
import { richText, section, words } from './richText.ts'

/** What stands in a message between its heading and its evidence. */
export type Piece = RichTextBlockElement | TableBlock

/**
 * A chart as a table. No picture: Slack cannot share a file in a message that one person sees, and an image block
 * needs an address that is public. A message takes one table of at most 100 rows and 20 columns, and 10,000 characters
 * in its cells (https://docs.slack.dev/reference/block-kit/blocks/table-block); a Reply holds one chart, of 12 rows.
 */
export function chartPieces(chart: Chart): Piece[] {
  const { title, unit, note } = chart
  return [
    section(words(title, { bold: true }), words(`\n${unit}`)),
    table(chart),
    ...(note ? [section(words(note, { italic: true }))] : []),
  ]
}

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

/** Runs of rich text as one block each, the table between them. */
export function inBlocks(pieces: Piece[]): KnownBlock[] {
  const at = pieces.findIndex(({ type }) => type === 'table')
  const [before, rest] = at < 0 ? [pieces, []] : [pieces.slice(0, at), pieces.slice(at)]
  const [found, ...after] = rest
  const run = (some: Piece[]) => (some.length > 0 ? [richText(some as RichTextBlockElement[])] : [])
  return [...run(before), ...(found ? [found as TableBlock] : []), ...run(after)]
}
