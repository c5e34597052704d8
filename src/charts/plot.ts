import { type Chart, type Point, peakOf } from '../core/chart.ts'
import { card, colours, grid, quiet } from './ink.ts'
import { labelsOf } from './labels.ts'
import type { Scale } from './scale.ts'
import { sizes, text } from './words.ts'

/** A value as it stands beside the axis. */
export const tick = (value: number): string => new Intl.NumberFormat('en-US').format(value)

export function axes({ box, x, y, years, values }: Scale): string[] {
  const style = { size: sizes.label, fill: quiet }
  const rule = (x1: number, y1: number, x2: number, y2: number, stroke: string) =>
    `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${stroke}" stroke-width="2"/>`
  return [
    ...values.flatMap(value => [
      rule(box.left, y(value), box.right, y(value), value === 0 ? quiet : grid),
      text(box.left - 12, y(value) + 10, tick(value), { ...style, anchor: 'end' }),
    ]),
    ...years.flatMap(year => [
      rule(x(year), box.bottom, x(year), box.bottom + 8, quiet),
      text(x(year), box.bottom + 38, String(year), { ...style, anchor: 'middle' }),
    ]),
  ]
}

/** Whether years are missing before a point. */
export const isGap = (points: readonly Point[], i: number): boolean =>
  i > 0 && points[i]!.year > points[i - 1]!.year + 1

/** Runs of neighbouring years. A step from or to a number that is not final is a run of its own. */
function runsOf(points: readonly Point[]): Point[][] {
  const runs: Point[][] = []
  points.forEach((point, i) => {
    const previous = points[i - 1]
    if (!previous || isGap(points, i)) runs.push([point])
    else if (point.open || previous.open) runs.push([previous, point])
    else runs.at(-1)!.push(point)
  })
  return runs
}

/** Neighbouring years are joined, dotted where one is not final; a year that stands alone is a dot. */
export function line(points: readonly Point[], colour: string, { x, y }: Scale): string[] {
  const at = ({ year, value }: Point) => `${x(year).toFixed(1)},${y(value).toFixed(1)}`
  const runs = runsOf(points)
  const joined = runs
    .filter(run => run.length > 1)
    .map(run => {
      const dots = run.some(({ open }) => open) ? ' stroke-dasharray="1 14"' : ''
      return `<polyline points="${run.map(at).join(' ')}" fill="none" stroke="${colour}" stroke-width="6" stroke-linejoin="round" stroke-linecap="round"${dots}/>`
    })
  const alone = runs.filter(run => run.length === 1).flat()
  const marked = points.filter(
    point => point.open || alone.includes(point) || point === peakOf(points) || point === points.at(-1),
  )
  return [...joined, ...marked.map(point => dot(point, at(point).split(','), colour))]
}

/** Hollow: not final. */
const dot = ({ open }: Point, [cx, cy]: string[], colour: string): string =>
  open
    ? `<circle cx="${cx}" cy="${cy}" r="8" fill="${card}" stroke="${colour}" stroke-width="5"/>`
    : `<circle cx="${cx}" cy="${cy}" r="9" fill="${colour}" stroke="${card}" stroke-width="2"/>`

/** The numbers that matter most, where they stand. */
export const labels = (chart: Chart, scale: Scale): string[] =>
  labelsOf(chart, scale).map(({ line, words, x, y }) =>
    text(x, y, words, { size: sizes.label, fill: colours[line]!, bold: true, anchor: 'middle', halo: card }),
  )
