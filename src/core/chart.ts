import { z } from 'zod'
import { Words } from './text.ts'

/** `shown` is how many years are told in words or in a table, where a picture would show all of them. */
export const chartLimits = { lines: 3, points: 40, shown: 12 }

const Point = z.strictObject({
  year: z.int().min(1900).max(2200),
  value: z.number().min(0).max(1e8),
  /** Not final yet: drawn hollow, told as such. */
  open: z.literal(true).optional(),
})
export type Point = z.infer<typeof Point>

/** The first point whose year does not come after the one before it. */
export const misplaced = (points: readonly { year: number }[]): number =>
  points.findIndex(({ year }, i) => i > 0 && year <= points[i - 1]!.year)

/**
 * Numbers over the years, with everything that a picture or a table of them says. A year without a number is a gap:
 * nobody fills it in.
 */
export const Chart = z.strictObject({
  /** The id of the series; a picture's file is called so. */
  series: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: Words.min(3).max(60),
  unit: Words.min(3).max(80),
  /** What the picture shows, for people who do not see it. Discord takes 1,024 characters. */
  alt: Words.min(1).max(900),
  /** Who counted, in a few words. */
  credit: Words.min(2).max(80),
  /** What a reader must know about some of the numbers. */
  note: z.string().max(160).optional(),
  lines: z
    .array(
      z.strictObject({
        name: Words.min(2).max(30),
        points: z
          .array(Point)
          .min(1)
          .max(chartLimits.points)
          .refine(points => misplaced(points) < 0, 'has years that do not rise'),
      }),
    )
    .min(1)
    .max(chartLimits.lines),
})
export type Chart = z.infer<typeof Chart>

/** Makes a PNG. Platforms are handed one by main and know nothing of how it is done. */
export type Draw = (chart: Chart) => Promise<Uint8Array>

/** Writes numbers as the chart's other numbers are written: 8.0 beside 8.4. */
export function figures({ lines }: Pick<Chart, 'lines'>): (value: number) => string {
  const whole = lines.every(({ points }) => points.every(({ value }) => Number.isInteger(value)))
  const format = new Intl.NumberFormat('en-US', { minimumFractionDigits: whole ? 0 : 1 })
  return value => format.format(value)
}

/** The highest point; the first where two are level. */
export const peakOf = (points: readonly Point[]): Point =>
  points.reduce((highest, point) => (point.value > highest.value ? point : highest))

/**
 * The years worth reading: all where they are few; else first, last and peak of every line, then whichever is farthest
 * from those chosen and in most lines, until only neighbours are left.
 */
export function yearsShown({ lines }: Pick<Chart, 'lines'>): number[] {
  const known = shownOf.get(lines) ?? worthReading(lines)
  shownOf.set(lines, known)
  return known
}
const shownOf = new WeakMap<Chart['lines'], number[]>()

function worthReading(lines: Chart['lines']): number[] {
  const years = [...new Set(lines.flatMap(({ points }) => points.map(({ year }) => year)))].sort(
    (a, b) => a - b,
  )
  if (years.length <= chartLimits.shown) return years
  const chosen = new Set(
    lines.flatMap(({ points }) => [points[0]!, peakOf(points), points.at(-1)!].map(({ year }) => year)),
  )
  const apart = (year: number) => Math.min(...[...chosen].map(other => Math.abs(other - year)))
  const told = (wanted: number) =>
    lines.filter(({ points }) => points.some(({ year }) => year === wanted)).length
  const worth = (year: number) => (apart(year) < 2 ? 0 : apart(year) * told(year))
  while (chosen.size < chartLimits.shown) {
    const best = years.reduce((best, year) => (worth(year) > worth(best) ? year : best))
    if (worth(best) === 0) break
    chosen.add(best)
  }
  return years.filter(year => chosen.has(year))
}

export const notFinal = ' (not final)'

/** A line's chosen numbers on one line of text: "1999 16,849 · 2022 107,941 · 2025 70,000 (not final)". */
function row(
  { points }: Chart['lines'][number],
  years: readonly number[],
  figure: (value: number) => string,
) {
  return points
    .filter(({ year }) => years.includes(year))
    .map(({ year, value, open }) => `${year} ${figure(value)}${open ? notFinal : ''}`)
    .join(' · ')
}

/** The chart without a picture, as lines of plain words. */
export function chartInWords(chart: Chart): string[] {
  const { title, unit, lines, note } = chart
  const [years, figure] = [yearsShown(chart), figures(chart)]
  const rows = lines.map(line => `${lines.length > 1 ? `${line.name}: ` : ''}${row(line, years, figure)}`)
  return [`${title} (${unit})`, ...rows, ...(note ? [note] : [])]
}
