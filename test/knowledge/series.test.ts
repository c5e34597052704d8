import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/operatorError.ts'
import { chartOf } from '../../src/knowledge/chart.ts'
import { contentFolder } from '../../src/knowledge/knowledge.ts'
import { loadContent } from '../../src/knowledge/load.ts'
import { series } from '../charts/sample.ts'

const good = `title: Deaths in a place
unit: deaths of residents, all drugs
counts: residents
drugs: all drugs
lines:
  - name: A place
    points:
      - { year: 2015, value: 10 }
      - { year: 2017, value: 12.5 }
      - { year: 2018, value: 11, status: preliminary }
credit: CDC
note: 2018 is preliminary.
sources:
  - publisher: CDC
    url: https://www.cdc.gov/
checked: 2026-11-22
check_again: 2027-02-28
`

const made: string[] = []
afterEach(() => made.splice(0).forEach(root => void rmSync(root, { recursive: true })))

/** What loading says of the real content with one file changed. */
function fault(file: string, words: string): string {
  const root = mkdtempSync(join(tmpdir(), 'heroine-series-'))
  made.push(root)
  cpSync(contentFolder, root, { recursive: true })
  writeFileSync(join(root, file), words)
  try {
    loadContent(root)
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError)
    return (error as Error).message
  }
  return 'no fault'
}

describe('a file of series', () => {
  it('is read whole: its id is its name', () => {
    expect(fault('series/a-place.yaml', good)).not.toContain('a-place')
  })

  it.each<[string, [from: string | RegExp, to: string], RegExp]>([
    [
      'a year twice',
      ['year: 2017', 'year: 2015'],
      /:9 \(lines\.0\.points\.1\.year\): 2015 follows 2015: put the years in order, each once/,
    ],
    [
      'years out of order',
      ['year: 2018', 'year: 2016'],
      /:10 \(lines\.0\.points\.2\.year\): 2016 follows 2017: put the years in order/,
    ],
    [
      'a number with commas',
      ['12.5', '"12,500"'],
      /:9 \(lines\.0\.points\.1\.value\): must be a number without commas/,
    ],
    ['a year that is none', ['year: 2017', 'year: "2017?"'], /:9 .*must be a year such as 2017/],
    ['a status nobody knows', ['preliminary }', 'maybe }'], /:10 \(lines\.0\.points\.2\.status\)/],
    [
      'numbers that are not final and no note',
      [/note: .*\n/, ''],
      /:1 \(note\): is needed: some numbers are not final/,
    ],
    ['no word on what is counted', ['counts: residents\n', ''], /:1 \(counts\)/],
    ['no source', [/sources:[\s\S]*?checked/, 'sources: []\nchecked'], /:13 \(sources\)/],
    ['a check again before the check', ['2027-02-28', '2026-02-28'], /:17 \(check_again\): must be later/],
    ['a field nobody knows', ['credit:', 'kredit: x\ncredit:'], /:1: .*kredit/],
    ['a single number', [/ {6}- \{ year: 201[78].*\n/g, ''], /:8 \(lines\.0\.points\)/],
    ['broken YAML', ['title: Deaths', 'title: Deaths: x'], /:1: .*Mend the YAML/],
  ])('stops the start with %s, naming file, line and remedy', (_, [from, to], expected) => {
    const message = fault('series/a-place.yaml', good.replace(from, to))
    expect(message).toContain('content/series/a-place.yaml:')
    expect(message.split('a-place.yaml')[1]).toMatch(expected)
  })

  it('stops the start when its name is not one that an entry can call', () => {
    expect(fault('series/A Place.yaml', good)).toMatch(/series\/A Place\.yaml:1: must be named/)
  })

  it('must be there when an entry asks for its chart', () => {
    const file = 'en/crisis/waves.md'
    const entry = readFileSync(join(contentFolder, file), 'utf8')
    expect(fault(file, entry.replace(/chart: .*/, 'chart: gone'))).toMatch(
      /en\/crisis\/waves\.md:1 \(chart\): there is no series\/gone\.yaml: name a file of content\/series/,
    )
  })
})

describe('the words for a picture', () => {
  const altOf = (id: string) => chartOf(series.find(one => one.id === id)!).alt

  it('say what is counted, the first number, the peak and the last, and what is not final', () => {
    const alt = altOf('us-overdose-deaths')
    for (const words of [
      'all drugs',
      'US residents',
      'where people lived',
      '16,849 in 1999',
      'peak of 107,941 in 2022',
    ])
      expect(alt).toContain(words)
    expect(alt).toContain('70,000 in 2025 (preliminary)')
    expect(alt).toContain('Years without a checked number are left open.')
  })

  it('name every line', () => {
    for (const words of ['All drugs: ', 'Synthetic opioids: ', 'Heroin: ', '4.9 in 2016'])
      expect(altOf('us-overdose-rate')).toContain(words)
    expect(altOf('cabell-ems-overdoses')).toContain('917 in 2021 (part of the year)')
  })

  it('fit where Discord puts them', () => {
    for (const one of series) expect(chartOf(one).alt.length, one.id).toBeLessThanOrEqual(900)
  })
})
