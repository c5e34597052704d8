import { afterEach, describe, expect, it } from 'vitest'
import { rules } from '../../scripts/content/rules.ts'
import { brokenEvidence } from './brokenEvidence.ts'
import { brokenWording } from './brokenWording.ts'
import { about, because, clear, film, service, verdict, words } from './sample.ts'

const broken = [...brokenWording, ...brokenEvidence]

describe('the editorial policy', () => {
  afterEach(clear)

  it('passes content that keeps it', () => {
    expect(verdict(rules)).toBe('')
  })

  it.each(broken)('refuses %s (%s)', (_, name, changes, told) => {
    const rule = rules.find(one => one.name === name)!
    expect(verdict([rule], changes)).toMatch(told)
  })

  it('says each policy in a sentence, with a name of its own', () => {
    for (const { policy } of rules) expect(policy).toMatch(/^[A-Z].{20,}\.( |$)|^[A-Z].{20,}\.$/)
    expect(new Set(rules.map(rule => rule.name)).size).toBe(rules.length)
    expect([...new Set(broken.map(([, name]) => name))].sort()).toEqual(rules.map(rule => rule.name).sort())
  })

  it.each([
    [
      'an exception that is needed',
      {
        ...about('The Drug Abuse Act.'),
        'words.yaml': words(`exceptions: [{ words: Drug Abuse Act, ${because} }]`),
      },
    ],
    [
      'a number that the text is about',
      {
        ...about('Call 988: that is the number.'),
        'words.yaml': words(undefined, `numbers: [{ number: "988", file: ${film}, ${because} }]`),
      },
    ],
    ['words inside quotation marks', about('He said “a junkie”, and "addicts".')],
    ['a quoted sentence with its speaker', about('"Nobody in this town was ever spared by it," said Rader.')],
    ['a question to put to somebody', about('"Would you like a list of people to talk to?" is enough.')],
    ['a quote with its speaker', about('> Nobody was spared. — Jan Rader')],
    [
      'counts and years that look like numbers',
      about('- 2020: 999\n- from 878 to 999 in 2020, 911 calls, 1,933 and $988'),
    ],
    [
      'a short number that means something else elsewhere',
      {
        'resources/in.yaml': service.replace('us-988', 'us-1933').replace('dial: "988"', 'dial: "1933"'),
        'short-codes.yaml': 'US: ["988", "1933"]\n',
      },
    ],
  ])('allows %s', (_, changes) => {
    expect(verdict(rules, changes)).toBe('')
  })
})
