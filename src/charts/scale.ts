import type { Chart } from '../core/chart.ts'

/** Where the picture's parts stand, in its own units: it is 800 wide, whatever size it is drawn at. */
export type Box = { left: number; right: number; top: number; bottom: number }
export type Scale = {
  box: Box
  x(year: number): number
  y(value: number): number
  /** Years and values that get a label. */
  years: number[]
  values: number[]
}

/** Steps that people count in. */
const steps = [1, 2, 2.5, 5, 10]

/** 0 and a few round numbers above it. The axis begins at 0, so that heights compare as the numbers do. */
export function roundValues(highest: number): number[] {
  const rough = highest / 4 || 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (steps.find(s => s * power >= rough) ?? 10) * power
  return Array.from({ length: Math.floor(highest / step + 1e-9) + 1 }, (_, i) => i * step)
}

/** The first and the last year, and round ones between them, as many as stand clear of each other. */
export function roundYears(first: number, last: number, across: number): number[] {
  const step = [1, 2, 5, 10, 20, 50].find(s => s * across >= 84) ?? 100
  const clear = (year: number) => (year - first) * across >= 84 && (last - year) * across >= 84
  const inner: number[] = []
  for (let year = Math.ceil(first / step) * step; year < last; year += step) if (clear(year)) inner.push(year)
  return first === last ? [first] : [first, ...inner, last]
}

/** The highest number of all lines. An axis needs some height even where every number is 0. */
export const highestOf = ({ lines }: Chart): number =>
  Math.max(...lines.flatMap(({ points }) => points.map(({ value }) => value))) || 1

/** Years to the right, values upward, with room above the peak for its label. */
export function scaleOf(chart: Chart, box: Box): Scale {
  const years = chart.lines.flatMap(({ points }) => points.map(({ year }) => year))
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const highest = highestOf(chart)
  const across = (box.right - box.left) / (last - first || 1)
  const up = (box.bottom - box.top - 44) / highest
  return {
    box,
    x: year => box.left + (year - first) * across,
    y: value => box.bottom - value * up,
    years: roundYears(first, last, across),
    values: roundValues(highest),
  }
}
