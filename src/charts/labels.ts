import { type Chart, figures, type Point, peakOf } from '../core/chart.ts'
import type { Scale } from './scale.ts'
import { sizes, widthOf } from './words.ts'

type Rectangle = { x: number; y: number; width: number; height: number }
/** Words at a point of a line; x is their middle, y their baseline. */
export type Label = { line: number; words: string; x: number; y: number }

/** Every line's course in small steps, so that a label can keep clear of it. Gaps have no steps. */
function courseOf(points: readonly Point[], { x, y }: Scale): { x: number; y: number }[] {
  return points.flatMap((point, i) => {
    const next = points[i + 1]
    const steps = next?.year === point.year + 1 ? 8 : 1
    return Array.from({ length: steps }, (_, s) => ({
      x: x(point.year + s / 8),
      y: y(point.value + ((next?.value ?? 0) - point.value) * (s / 8)),
    }))
  })
}

const within = ({ x, y, width, height }: Rectangle, at: { x: number; y: number }): boolean =>
  at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height
const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The peak of every line and, where a single line needs no name beside it, its last value too. */
export function labelsOf(chart: Chart, scale: Scale): Label[] {
  const figure = figures(chart)
  const courses = chart.lines.flatMap(({ points }) => courseOf(points, scale))
  const taken: Rectangle[] = []
  const put = (line: number, point: Point, words: string): Label => {
    const place = placeFor(point, words, scale, rectangle => ({
      lines: courses.filter(at => within(rectangle, at)).length,
      labels: taken.filter(other => overlap(rectangle, other)).length,
    }))
    taken.push(place.rectangle)
    return { line, words, x: place.x, y: place.y }
  }
  return chart.lines.flatMap(({ points }, line) => {
    const [peak, last] = [peakOf(points), points.at(-1)!]
    const alone = chart.lines.length === 1
    return [
      ...(peak !== last || alone
        ? [put(line, peak, alone ? `${figure(peak.value)} in ${peak.year}` : figure(peak.value))]
        : []),
      ...(alone && peak !== last ? [put(line, last, figure(last.value))] : []),
    ]
  })
}

/** Above the point, below it, or beside it: whichever covers least. */
function placeFor(
  point: Point,
  words: string,
  { box, x, y }: Scale,
  covers: (rectangle: Rectangle) => { lines: number; labels: number },
): { x: number; y: number; rectangle: Rectangle } {
  const [width, height] = [widthOf(words, sizes.label, true), sizes.label]
  const room = (middle: number) =>
    Math.min(Math.max(middle, box.left + width / 2), box.right - width / 2 + 14)
  const [atX, atY] = [x(point.year), y(point.value)]
  const places = [
    [atX, atY - 18],
    [atX, atY + 18 + height * 0.8],
    [atX - width / 2 - 20, atY - 4],
    [atX - width / 2 - 20, atY + height],
  ].map(([middle, baseline]) => {
    const found = { x: room(middle!), y: baseline! }
    return { ...found, rectangle: { x: found.x - width / 2, y: found.y - height * 0.8, width, height } }
  })
  const cost = ({ rectangle }: (typeof places)[number]) => {
    const { lines, labels } = covers(rectangle)
    const below = rectangle.y + height > box.bottom - 2
    return lines + labels * 100 + (below ? 100 : 0)
  }
  return places.reduce((best, place) => (cost(place) < cost(best) ? place : best))
}

/** Room between the names of two lines. */
export const between = 10

/** Where the names beside the ends of the lines begin: as near to them as they can without touching each other. */
export function namesOf({ lines }: Chart, { box, y }: Scale, height: (line: number) => number): number[] {
  const ends = lines.map(({ points }) => y(points.at(-1)!.value))
  const order = ends.map((_, line) => line).sort((a, b) => ends[a]! - ends[b]!)
  const tops = ends.map((end, line) => end - height(line) / 2)
  let from = box.top
  for (const line of order) {
    tops[line] = Math.max(tops[line]!, from)
    from = tops[line] + height(line) + between
  }
  let to = box.bottom
  for (const line of order.toReversed()) {
    tops[line] = Math.min(tops[line]!, to - height(line))
    to = tops[line] - between
  }
  return tops
}
