import { type Chart, figures } from '../core/chart.ts'
import { border, card, colours, ink, quiet } from './ink.ts'
import { between, namesOf } from './labels.ts'
import { axes, isGap, labels, line, tick } from './plot.ts'
import { highestOf, roundValues, type Scale, scaleOf } from './scale.ts'
import { sizes, text, widthOf, wrap } from './words.ts'

export const width = 800
const edge = 30
const inside = width - 2 * edge
const lowestPlot = 320
/** From one row of a name to the next. */
const nameStep = sizes.label * 1.1

/** Draws a chart. The same chart always gives the same picture; nothing is read from anywhere. */
export function svgOf(chart: Chart): string {
  const [top, heading] = stack(headingOf(chart), edge - 8)
  const names = nameWidth(chart)
  const box = {
    left: edge + ticksWidth(chart),
    right: width - edge - names,
    top: top + 14,
    bottom: top + 14 + Math.max(lowestPlot, namesHeight(chart)),
  }
  const [bottom, footnotes] = stack(footnotesOf(chart), box.bottom + 50)
  const scale = scaleOf(chart, box)
  const height = Math.round(bottom + edge - 8)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans Condensed">`,
    `<rect x="1" y="1" width="${width - 2}" height="${height - 2}" rx="18" fill="${card}" stroke="${border}" stroke-width="2"/>`,
    ...heading,
    ...axes(scale),
    ...chart.lines.flatMap(({ points }, i) => line(points, colours[i]!, scale)),
    ...labels(chart, scale),
    ...(named(chart) ? endNames(chart, scale) : []),
    ...footnotes,
    '</svg>',
  ].join('\n')
}

type Row = { words: string; size: number; fill: string; bold?: boolean }

/** Rows of words below each other, and where they end. */
function stack(rows: Row[], from: number): [end: number, drawn: string[]] {
  let y = from
  const drawn = rows.map(({ words, ...style }) => {
    y += style.size * 1.25
    return text(edge, y, words, style)
  })
  return [y, drawn]
}

const small = (words: string): Row[] =>
  wrap(words, inside, sizes.small).map(words => ({ words, size: sizes.small, fill: quiet }))

const headingOf = ({ title, unit }: Chart): Row[] => [
  ...wrap(title, inside, sizes.title, true).map(words => ({
    words,
    size: sizes.title,
    fill: ink,
    bold: true,
  })),
  ...small(unit),
]

/** What a reader must know of the numbers, and who counted. */
function footnotesOf({ lines, note, credit }: Chart): Row[] {
  const notes = [
    lines.some(({ points }) => points.some(({ open }) => open)) && 'Hollow: not final.',
    note,
    lines.some(({ points }) => points.some((_, i) => isGap(points, i))) && 'Gaps: no checked number.',
  ].filter(words => words)
  return [...(notes.length > 0 ? small(notes.join(' ')) : []), ...small(`Source: ${credit}.`)]
}

const ticksWidth = (chart: Chart): number =>
  Math.max(...roundValues(highestOf(chart)).map(value => widthOf(tick(value), sizes.label))) + 14

/** A line alone is named by the title. */
const named = ({ lines }: Chart) => lines.length > 1

/** Beside its end: what a line is, and its last value with the year. */
const nameRows = (chart: Chart): string[][] =>
  chart.lines.map(({ name, points }) => {
    const { year, value } = points.at(-1)!
    return [...wrap(name, 170, sizes.label, true), `${figures(chart)(value)} in ${year}`]
  })

/** Without names there is still half a year's label to the right of the last tick. */
const nameWidth = (chart: Chart): number =>
  named(chart)
    ? Math.max(...nameRows(chart).flatMap(rows => rows.map(row => widthOf(row, sizes.label, true)))) + 22
    : 14

/** Long names make the plot higher: none may be cut. */
const namesHeight = (chart: Chart): number =>
  nameRows(chart).reduce((sum, rows) => sum + rows.length * nameStep + between, 0)

function endNames(chart: Chart, scale: Scale): string[] {
  const rows = nameRows(chart)
  const tops = namesOf(chart, scale, i => rows[i]!.length * nameStep)
  return rows.flatMap((words, i) =>
    words.map((row, n) =>
      text(scale.box.right + 22, tops[i]! + (n + 0.85) * nameStep, row, {
        size: sizes.label,
        fill: colours[i]!,
        bold: n < words.length - 1,
      }),
    ),
  )
}
