import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/operatorError.ts'
import { loadContent } from '../../src/knowledge/load.ts'

const card = `---
title: Call {emergency} now.
label: What to do
asked: [overdose, help]
sources:
  - publisher: CDC
    url: https://www.cdc.gov/
checked: 2026-11-22
check_again: 2027-05-22
---
1. Say where you are.
`
const line = `- id: us-988
  name: 988 Lifeline
  kind: crisis_line
  region: US
  needs: [talk]
  about: Someone to talk to.
  call: { dial: "988", display: "988" }
  languages: [en]
  hours: always
  cost: free
  for: anyone
  sources: [{ publisher: SAMHSA, url: https://988lifeline.org/ }]
  checked: 2026-11-22
  check_again: 2027-05-21
  confidence: high
`
const claimDates = 'checked: 2026-11-22\ncheck_again: 2027-11-22\n'
const claimRow = `  - id: A01
    topic: film
    read: The film runs 40 minutes.
    verdict: imprecise
    right: It runs 39 minutes.
    sure: high
    entry: film/overview
`
const claim = `${claimDates}claims:\n${claimRow}`
const good: Record<string, string> = {
  'en/overdose/now.md': card,
  'en/film/overview.md': card.replace('What to do', 'The film'),
  'en/naloxone/what-it-is.md': card,
  'en/crisis/united-states.md': card,
  'en/helping/mod-guide.md': card,
  'en/helping/talk-now.md': card,
  'en/helping/one-step.md': card,
  'ask/synonyms.yaml': '[]\n',
  'ask/refuse.yaml': '[]\n',
  'triage/concepts.yaml': '{}\n',
  'triage/model.bin': '',
  'ask/ranker.bin': '',
  'resources/us.yaml': line,
  'regions.yaml': '- { code: US, name: United States, also: [usa] }\n',
  'claims.yaml': `${claimDates}claims: []\n`,
  'campaigns.yaml': '[]\n',
  'do-not-offer.yaml': 'numbers: []\nsites: []\n',
}

const made: string[] = []
function load(changes: Record<string, string | undefined> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'heroine-content-'))
  made.push(root)
  for (const [file, words] of Object.entries({ ...good, ...changes })) {
    if (words === undefined) continue
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), words)
  }
  return loadContent(root)
}
const fault = (changes: Record<string, string | undefined>): string => {
  try {
    load(changes)
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError)
    return (error as Error).message
  }
  return 'no fault'
}
afterEach(() => made.splice(0).forEach(root => void rmSync(root, { recursive: true })))

describe('loading content', () => {
  it('reads entries, services and regions', () => {
    const { entries, resources, regions } = load()
    expect(entries.map(entry => entry.id)).toContain('film/overview')
    expect(entries.find(entry => entry.id === 'film/overview')).toMatchObject({
      topic: 'film',
      slug: 'overview',
      checked: '2026-11-22',
      more: [],
    })
    expect(resources[0]).toMatchObject({ id: 'us-988', always_open: false })
    expect(regions).toHaveLength(1)
  })

  const film = good['en/film/overview.md']!
  it.each<[string, Record<string, string | undefined>, RegExp]>([
    [
      'a missing field',
      { 'en/film/overview.md': film.replace(/label: .*\n/, '') },
      /content\/en\/film\/overview\.md:2 \(label\)/,
    ],
    [
      'no source',
      { 'en/film/overview.md': film.replace(/sources:[\s\S]*?checked/, 'sources: []\nchecked') },
      /overview\.md:5 \(sources\)/,
    ],
    [
      'a field nobody knows',
      { 'en/film/overview.md': film.replace('label:', 'lable: x\nlabel:') },
      /overview\.md:2.*lable/,
    ],
    [
      'a date that is none',
      { 'en/film/overview.md': film.replace('checked: 2026-11-22', 'checked: soon') },
      /overview\.md:8 \(checked\): .*2026-11-22/,
    ],
    [
      'a check again before the check',
      { 'en/film/overview.md': film.replace('2027-05-22', '2026-05-22') },
      /overview\.md:9 \(check_again\): must be later/,
    ],
    [
      'broken YAML',
      { 'en/film/overview.md': film.replace('label: The film', 'label: The: film') },
      /overview\.md:3: .*Mend the YAML/,
    ],
    [
      'YAML that refers to itself',
      { 'regions.yaml': '- { code: US, name: United States, also: &names [usa, *names] }\n' },
      /regions\.yaml:1: "\*names" refers to another place: write it out/,
    ],
    ['no front matter', { 'en/film/overview.md': 'Hello' }, /overview\.md:1: must begin with front matter/],
    [
      'an empty body',
      { 'en/film/overview.md': film.replace('1. Say where you are.\n', '') },
      /overview\.md:11: says nothing/,
    ],
    ['a heading', { 'en/film/overview.md': `${film}\n# Big\n` }, /overview\.md:13: heading is not allowed/],
    [
      'an image',
      { 'en/film/overview.md': `${film}\n![x](https://x.org/y.png)\n` },
      /overview\.md:13: image is not allowed/,
    ],
    ['HTML', { 'en/film/overview.md': `${film}\n<b>x</b>\n` }, /overview\.md:13: html is not allowed/],
    [
      'a nested list',
      { 'en/film/overview.md': `${film}   - deeper\n` },
      /overview\.md:1[12]: list is not allowed in a list item/,
    ],
    [
      'a link that leads nowhere',
      { 'en/film/overview.md': film.replace('checked:', 'more: [film/gone]\nchecked:') },
      /more\): there is no entry film\/gone/,
    ],
    [
      'a name used twice',
      { 'en/people/overview.md': film },
      /the name "overview" is used by en\/film\/overview\.md too/,
    ],
    ['a folder nobody knows', { 'en/dragons/x.md': film }, /dragons\/x\.md:1: stands in no known folder/],
    [
      'no emergency card',
      { 'en/overdose/now.md': undefined },
      /now\.md:1: is missing, and a command begins with it/,
    ],
    [
      'a service without a way to reach it',
      { 'resources/us.yaml': line.replace(/ {2}call.*\n/, '') },
      /us\.yaml:1 \(0\.call\): has no way/,
    ],
    [
      'a number with letters',
      { 'resources/us.yaml': line.replace('dial: "988"', 'dial: "988 x"') },
      /us\.yaml:7 \(0\.call\.dial\)/,
    ],
    [
      'low confidence shown',
      { 'resources/us.yaml': line.replace('high', 'low') },
      /us\.yaml:1 \(0\.hidden\): confidence is low/,
    ],
    [
      'a region nobody knows',
      { 'resources/us.yaml': line.replace('region: US', 'region: XX') },
      /XX is not in regions\.yaml/,
    ],
    ['a service twice', { 'resources/ca.yaml': line }, /the id us-988 is used by/],
    [
      'a claim that no entry settles',
      { 'claims.yaml': claim.replace('film/overview', 'film/gone') },
      /claims\.yaml:1 \(A01\): there is no entry film\/gone/,
    ],
    ['a claim twice', { 'claims.yaml': claim + claimRow }, /claims\.yaml:1 \(A01\): stands here twice/],
    [
      'a claim nobody wrote',
      { 'en/film/overview.md': film.replace('checked:', 'claims: [A01]\nchecked:') },
      /overview\.md:1 \(claims\): there is no claim A01/,
    ],
    [
      'a short number off limits nowhere in particular',
      { 'do-not-offer.yaml': 'numbers: [{ number: "1933", why: belongs to the police }]\nsites: []\n' },
      /do-not-offer\.yaml:1 \(numbers\.0\.region\): is needed/,
    ],
    ['a missing file', { 'regions.yaml': undefined }, /content\/regions\.yaml cannot be read \(ENOENT\)/],
  ])('stops at %s, naming file, line and remedy', (_, changes, expected) => {
    expect(fault(changes)).toMatch(expected)
  })

  it('tells all faults at once, and never a stack trace', () => {
    const message = fault({ 'en/film/overview.md': 'Hello', 'regions.yaml': '- 5\n' })
    expect(message.split('\n').length).toBeGreaterThan(2)
    expect(message).not.toMatch(/^\s+at /m)
  })
})
