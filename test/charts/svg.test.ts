import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { card, colours, ink, quiet } from '../../src/charts/ink.ts'
import { font } from '../../src/charts/png.ts'
import { roundValues, roundYears } from '../../src/charts/scale.ts'
import { svgOf } from '../../src/charts/svg.ts'
import { Chart } from '../../src/core/chart.ts'
import { charts, sample } from './sample.ts'

const textsIn = (svg: string) => [...svg.matchAll(/<text [^>]*font-size="(\d+)"[^>]*>([^<]*)</g)]
const wordsIn = (svg: string) => textsIn(svg).map(([, , words]) => words!)
const linesIn = (svg: string) =>
  [...svg.matchAll(/<polyline points="([^"]+)"([^>]*)/g)].map(([, points, rest]) => ({
    points: points!.split(' ').map(pair => pair.split(',').map(Number) as [number, number]),
    dotted: rest!.includes('dasharray'),
  }))

describe('the drawing of a chart', () => {
  it('labels the peak with its year, and the last value', () => {
    expect(wordsIn(svgOf(sample))).toEqual(expect.arrayContaining(['90 in 2004', '40']))
  })

  it('names every line beside its end, with its last value and year', () => {
    const two = {
      ...sample,
      lines: [...sample.lines, { name: 'Elsewhere', points: [{ year: 2005, value: 20 }] }],
    }
    expect(wordsIn(svgOf(two))).toEqual(
      expect.arrayContaining(['Place', '40 in 2006', 'Elsewhere', '20 in 2005', '90']),
    )
  })

  it('leaves gaps open and draws what is not final dotted and hollow', () => {
    const svg = svgOf(sample)
    expect(linesIn(svg).map(({ points, dotted }) => [points.length, dotted])).toEqual([
      [4, false],
      [2, true],
    ])
    expect(svg.match(new RegExp(`<circle [^>]*fill="${card}"`, 'g'))).toHaveLength(1)
    const words = wordsIn(svg).join(' ')
    expect(words).toContain('Hollow: not final. 2006 is preliminary.')
    expect(words).toContain('Gaps: no checked number.')
    expect(words).toContain('Source: CDC.')
  })

  it('joins only neighbouring years, in every series there is', () => {
    for (const chart of charts) {
      const steps = linesIn(svgOf(chart)).flatMap(({ points }) =>
        points.slice(1).map(([x], i) => x - points[i]![0]),
      )
      // One year is the same width everywhere, so a step over a gap would be twice as wide.
      expect(steps.length, chart.series).toBeGreaterThan(5)
      expect(Math.max(...steps) - Math.min(...steps), chart.series).toBeLessThan(0.3)
    }
  })

  it('begins its axis at 0, so that heights compare as the numbers do', () => {
    const { points } = linesIn(svgOf(sample))[0]!
    const zero = Number(/y="(\d+)"[^>]*>0</.exec(svgOf(sample))![1]) - 10
    const heights = points.map(([, y]) => zero - y)
    expect(heights[2]! / heights[0]!).toBeCloseTo(90 / 30, 1)
    expect(heights[1]! / heights[0]!).toBeCloseTo(50 / 30, 1)
  })

  it('is legible on a phone: labels of 28 and more, small print of 22 and more, contrast of 4.5 and more', () => {
    for (const [, size, words] of textsIn(svgOf(charts[0]!)))
      expect(Number(size), words).toBeGreaterThanOrEqual(/^[\d,. in]+$/.test(words!) ? 28 : 22)
    for (const colour of [...colours, ink, quiet]) expect(contrast(colour, card), colour).toBeGreaterThan(4.5)
  })

  it('writes words as words, whatever they hold', () => {
    const svg = svgOf({ ...sample, title: '<b>&"x"', note: 'a < b\u0007' })
    expect(svg).toContain('&lt;b&gt;&amp;&quot;x&quot;')
    expect(svg).not.toContain('<b>')
    expect(new Resvg(svg, { font }).width).toBe(800)
  })

  it('keeps every word inside the card', () => {
    for (const chart of charts) inside(svgOf(chart))
    fc.assert(
      fc.property(anyChart, chart => inside(svgOf(chart))),
      { numRuns: 25, endOnFailure: true },
    )
  })

  it('ticks years that do not touch, the first and the last among them', () => {
    expect(roundYears(1999, 2025, 23)).toEqual([1999, 2005, 2010, 2015, 2020, 2025])
    expect(roundYears(2014, 2021, 91)).toEqual([2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021])
    expect(roundYears(2020, 2020, 600)).toEqual([2020])
    expect(roundYears(1999, 2024, 18)).toEqual([1999, 2005, 2010, 2015, 2024])
  })

  it('ticks round values from 0', () => {
    expect(roundValues(107_941)).toEqual([0, 50_000, 100_000])
    expect(roundValues(32.6)).toEqual([0, 10, 20, 30])
    expect(roundValues(0.6)).toEqual([0, 0.2, 0.4, 0.6].map(v => expect.closeTo(v)))
  })
})

/** What is drawn, the card itself left out, reaches over no edge. */
function inside(svg: string): void {
  // A label may hold any words, these too; only the drawing must not.
  expect(svg.replaceAll(/>[^<]*</g, '><')).not.toMatch(/NaN|Infinity|undefined/)
  const drawing = new Resvg(svg.replace(/<rect [^>]*>/, ''), { font })
  const { x, y, width, height } = drawing.innerBBox()!
  expect(x).toBeGreaterThanOrEqual(4)
  expect(y).toBeGreaterThanOrEqual(4)
  expect(x + width, svg).toBeLessThanOrEqual(drawing.width - 4)
  expect(y + height).toBeLessThanOrEqual(drawing.height - 4)
}

const words = (longest: number) =>
  fc
    .array(fc.stringMatching(/^[a-zA-Z]{1,12}$/), { minLength: 1, maxLength: 12 })
    .map(some => `The ${some.join(' ')}`.slice(0, longest).trim())
const anyLine = fc.record({
  name: words(30),
  points: fc.uniqueArray(fc.integer({ min: 1970, max: 2030 }), { minLength: 1, maxLength: 40 }).chain(years =>
    fc
      .array(
        fc.double({ min: 0, max: 1e6, noNaN: true }).map(v => Math.round(v * 10) / 10),
        {
          minLength: years.length,
          maxLength: years.length,
        },
      )
      .map(values => years.toSorted((a, b) => a - b).map((year, i) => ({ year, value: values[i]! }))),
  ),
})
const anyChart = fc
  .record({
    series: fc.constant('any'),
    title: words(60),
    unit: words(80),
    alt: words(200),
    credit: words(80),
    note: words(160),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
  })
  .map(chart => Chart.parse(chart))

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const light = (colour: string) =>
    [1, 3, 5]
      .map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i]!, 0)
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b)
  return (bright! + 0.05) / (dark! + 0.05)
}
