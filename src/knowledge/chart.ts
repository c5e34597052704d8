import { type Chart, figures, type Point, peakOf } from '../core/chart.ts'
import type { Series } from './series.ts'

/** A series as every platform shows it, with words for people who do not see the picture. */
export function chartOf(series: Series): Chart {
  const { id, title, unit, credit, note } = series
  const lines = series.lines.map(({ name, points }) => ({
    name,
    points: points.map(({ year, value, status }): Point => ({ year, value, ...(status && { open: true }) })),
  }))
  return { series: id, title, unit, alt: altOf(series), credit, note, lines }
}

/** What the picture shows: what is counted, how each line goes, what is missing, what is not final. */
function altOf(series: Series): string {
  const { title, unit, drugs, counts, lines, note } = series
  const figure = figures(series)
  const drawn = lines.map(({ name, points }) => `${name}: from ${course(points, figure)}`)
  const gaps = lines.some(({ points }) =>
    points.some(({ year }, i) => i > 0 && year > points[i - 1]!.year + 1),
  )
  return [
    `Line chart. ${title}: ${unit}.`,
    !unit.includes(drugs) && drugs !== 'as each line says' && `Counts ${drugs}.`,
    counts === 'residents' ? 'Counted by where people lived.' : 'Counted by where it happened.',
    ...drawn,
    gaps && 'Years without a checked number are left open.',
    note,
  ]
    .filter(words => words)
    .join(' ')
}

type Points = Series['lines'][number]['points']

/** "16,849 in 1999 to a peak of 107,941 in 2022, then 70,000 in 2025 (preliminary)." */
function course(points: Points, figure: (value: number) => string): string {
  const at = ({ year, value, status }: Points[number]) =>
    `${figure(value)} in ${year}${status ? ` (${status})` : ''}`
  const [first, last] = [points[0]!, points.at(-1)!]
  const peak = points.find(({ year }) => year === peakOf(points).year)!
  const from = peak === first ? `a peak of ${at(first)}` : `${at(first)} to a peak of ${at(peak)}`
  return peak === last
    ? `${from}, the last number.`
    : `${from}${peak === first ? ' to' : ', then'} ${at(last)}.`
}
