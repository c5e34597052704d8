import { describe, expect, it } from 'vitest'
import { Chart, chartInWords, chartLimits, yearsShown } from '../../src/core/chart.ts'
import { plainReply } from '../../src/core/plain.ts'
import { Reply } from '../../src/core/reply.ts'
import { sizeOf } from '../../src/core/size.ts'
import { sample } from '../charts/sample.ts'

const many = (years: number, from = 1990) =>
  Array.from({ length: years }, (_, i) => ({ year: from + i, value: i === 17 ? 999 : i }))
const long = { ...sample, lines: [{ name: 'Place', points: many(35) }] }

describe('a chart', () => {
  it('has years that rise, few lines and an alt text that fits', () => {
    expect(Chart.safeParse(sample).success).toBe(true)
    const [line] = sample.lines
    const wrong = [
      { ...sample, alt: 'x'.repeat(901) },
      { ...sample, lines: [] },
      { ...sample, lines: [line, line, line, line] },
      { ...sample, lines: [{ ...line, points: line!.points.toReversed() }] },
      { ...sample, series: '../x' },
      { ...sample, lines: [{ ...line, points: many(chartLimits.points + 1) }] },
    ]
    for (const chart of wrong) expect(Chart.safeParse(chart).success).toBe(false)
  })

  it('tells all years where they are few, else the first, the last, the peak and some between', () => {
    expect(yearsShown(sample)).toEqual([1999, 2002, 2003, 2004, 2005, 2006])
    const years = yearsShown(long)
    expect(years.length).toBeLessThanOrEqual(chartLimits.shown)
    expect(years).toEqual(expect.arrayContaining([1990, 2007, 2024]))
    const steps = years.slice(1).map((year, i) => year - years[i]!)
    expect(Math.max(...steps)).toBeLessThanOrEqual(5)
  })

  it('tells first, last and peak of every line', () => {
    const lines = [0, 1, 2].map(i => ({ name: `Line ${i}`, points: many(30, 1980 + i * 7) }))
    expect(yearsShown({ lines })).toEqual(
      expect.arrayContaining([1980, 1997, 2009, 1987, 2004, 2016, 1994, 2011, 2023]),
    )
  })

  it('reads as words: what is counted, the numbers, what is not final', () => {
    expect(chartInWords(sample)).toEqual([
      'Deaths a year (deaths, all drugs)',
      '1999 10 · 2002 30 · 2003 50 · 2004 90 · 2005 60 · 2006 40 (not final)',
      '2006 is preliminary.',
    ])
    const lines = [
      { name: 'One drug', points: [{ year: 2000, value: 8 }] },
      { name: 'Another', points: [{ year: 2001, value: 8.4 }] },
    ]
    expect(chartInWords({ ...sample, lines }).slice(1, 3)).toEqual([
      'One drug: 2000 8.0',
      'Another: 2001 8.4',
    ])
  })
})

describe('a reply with a chart', () => {
  const base = { tone: 'info' as const, title: 'T', text: [] }

  it('reads in plain text', () => {
    expect(plainReply(Reply.parse({ ...base, parts: [{ chart: sample }] }))).toContain('2004 90 · 2005 60')
  })

  it('counts the words that are shown, neither every point nor the alt text', () => {
    const size = sizeOf({ ...base, parts: [{ chart: long }] })
    expect(size).toBe(sizeOf({ ...base, parts: [{ chart: { ...long, alt: 'x'.repeat(900) } }] }))
    expect(size).toBeGreaterThan(100)
    expect(size).toBeLessThan(300)
  })

  it('holds one, since Slack takes one table a message', () => {
    const two = Reply.safeParse({ ...base, parts: [{ chart: sample }, { chart: long }] })
    expect(two.success).toBe(false)
  })
})
