import { afterAll, describe, expect, it } from 'vitest'
import { dueBefore } from '../../scripts/content/due.ts'
import { rules } from '../../scripts/content/rules.ts'
import { OperatorError } from '../../src/core/operatorError.ts'
import { datesOf } from '../../src/knowledge/campaign.ts'
import { clear, material, verdict } from '../content/sample.ts'

const fixed = `- id: overdose-day
  name: Overdose Awareness Day
  about: People remember those who died of an overdose.
  region: US
  on: 08-31
  line: /naloxone
  sources:
    - { publisher: CDC, url: https://www.cdc.gov/ioad }
  checked: 2026-11-25
  check_again: 2027-11-25
`
const moving = fixed
  .replace('overdose-day', 'moving-day')
  .replace('on: 08-31', 'dates: [2026-05-05, 2027-05-04]')
const good = fixed + moving

const load = (yaml: string) => material({ 'campaigns.yaml': yaml }).knowledge
function fault(yaml: string): string {
  try {
    load(yaml)
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError)
    return (error as Error).message
  }
  return 'no fault'
}

afterAll(clear)

describe('content/campaigns.yaml', () => {
  it('is read whole', () => {
    expect(load(good).campaigns).toMatchObject([
      { id: 'overdose-day', on: '08-31', checked: '2026-11-25' },
      { id: 'moving-day', dates: ['2026-05-05', '2027-05-04'] },
    ])
  })

  it.each<[string, [from: string, to: string], RegExp]>([
    ['a day that no year has', ['08-31', '02-30'], /:5 \(0\.on\): must be a month and a day such as 08-31/],
    ['a month that is none', ['08-31', '13-01'], /:5 \(0\.on\): must be a month and a day/],
    [
      'a date that the calendar does not know',
      ['2027-05-04', '2027-02-29'],
      /:15 \(1\.dates\.1\): must be a day/,
    ],
    ['dates out of order', ['2027-05-04', '2025-05-04'], /:15 \(1\.dates\): must be in order, each once/],
    ['a date twice', ['2027-05-04', '2026-05-05'], /:15 \(1\.dates\): must be in order, each once/],
    ['a day and dates', ['on: 08-31', 'on: 08-31\n  dates: [2027-08-31]'], /:5 \(0\.on\): .* never both/],
    ['neither a day nor dates', ['  on: 08-31\n', ''], /:1 \(0\.on\): must be there, or else `dates`/],
    [
      'no source',
      ['    - { publisher: CDC, url: https://www.cdc.gov/ioad }\n', '    []\n'],
      /:8 \(0\.sources\)/,
    ],
    ['a page that is none', ['https://www.cdc.gov/ioad', 'cdc.gov'], /:8 \(0\.sources\.0\.url\)/],
    ['no date of the check', ['  checked: 2026-11-25\n', ''], /:1 \(0\.checked\)/],
    ['a check again before the check', ['2027-11-25', '2025-11-25'], /:10 \(0\.check_again\): must be later/],
    ['an id twice', ['moving-day', 'overdose-day'], /:11 \(1\.id\): overdose-day stands here twice/],
    ['an id with blanks', ['overdose-day', 'Overdose day'], /:1 \(0\.id\): must be lower-case-with-hyphens/],
    ['a region nobody knows', ['region: US', 'region: XX'], /:4 \(0\.region\): XX is not in regions\.yaml/],
    [
      'a line that shows no entry',
      ['line: /naloxone', 'line: /settings show'],
      /:6 \(0\.line\): \/settings shows no entry/,
    ],
    [
      'a line to an entry that is gone',
      ['line: /naloxone', 'line: /film gone'],
      /:6 \(0\.line\): \/film has no entry gone/,
    ],
    [
      'a need nobody knows',
      ['line: /naloxone', 'line: /support need:gone'],
      /:6 \(0\.line\): there is no need gone/,
    ],
    [
      'words where a line should stand',
      ['line: /naloxone', 'line: Remember them.'],
      /:6 \(0\.line\): must be a command/,
    ],
    ['a field nobody knows', ['region: US', 'region: US\n  colour: purple'], /:1 .*colour/],
    ['broken YAML', ['name: Overdose Awareness Day', 'name: Overdose: Day'], /:2: .*Mend the YAML/],
  ])('stops the start with %s, naming file, line and remedy', (_, [from, to], expected) => {
    const message = fault(good.replace(from, to))
    expect(message).toContain('content/campaigns.yaml:')
    expect(message.split('campaigns.yaml')[1]).toMatch(expected)
  })

  it.each(['/support', '/support need:talk', '/film overview', '/naloxone what-it-is'])(
    'may post %s',
    line => {
      expect(fault(good.replace('line: /naloxone', `line: ${line}`))).toBe('no fault')
    },
  )

  it.each<[string, string, [from: string, to: string], RegExp]>([
    [
      'language',
      'words we avoid',
      ['those who died', 'addicts who died'],
      /campaigns\.yaml:3: says "addicts"/,
    ],
    [
      'numbers in texts',
      'a phone number',
      ['of an overdose', '. Call 988'],
      /campaigns\.yaml:3: names the number 988/,
    ],
    [
      'sources',
      'a page that is never offered',
      ['https://www.cdc.gov/ioad', 'https://americanaddictioncenters.org/day'],
      /campaigns\.yaml:8: relies on https:\/\/americanaddictioncenters\.org\/day/,
    ],
  ])('is seen by the rule on %s: %s', (name, _, [from, to], told) => {
    const rule = rules.find(one => one.name === name)!
    expect(verdict([rule], { 'campaigns.yaml': good })).toBe('')
    expect(verdict([rule], { 'campaigns.yaml': good.replace(from, to) })).toMatch(told)
  })

  it('is listed when a check is due', () => {
    expect(dueBefore(load(good), '2027-11-25').map(({ name }) => name)).toContain('campaigns: moving-day')
    expect(dueBefore(load(good), '2027-11-24').map(({ name }) => name)).not.toContain('campaigns: moving-day')
  })
})

describe('the dates of a campaign', () => {
  it.each<[string, Parameters<typeof datesOf>, string[]]>([
    [
      'each year, the first day with, the last without',
      [{ on: '08-31' }, '2026-08-31', '2028-08-31'],
      ['2026-08-31', '2027-08-31'],
    ],
    ['over a new year', [{ on: '01-01' }, '2026-11-25', '2027-11-25'], ['2027-01-01']],
    [
      '29 February in leap years only',
      [{ on: '02-29' }, '2026-01-01', '2033-01-01'],
      ['2028-02-29', '2032-02-29'],
    ],
    [
      'of a day that moves, as they were read',
      [{ dates: ['2026-05-05', '2027-05-04'] }, '2026-05-06', '2027-05-05'],
      ['2027-05-04'],
    ],
    ['none where none is known', [{ dates: ['2025-05-05'] }, '2026-01-01', '2030-01-01'], []],
  ])('are those that are ahead: %s', (_, given, dates) => {
    expect(datesOf(...given)).toEqual(dates)
  })
})
