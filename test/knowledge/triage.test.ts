import { describe, expect, it } from 'vitest'
import { everyday, everydayMeasured } from '../../scripts/eval/everyday.ts'
import { share } from '../../scripts/eval/rates.ts'
import { trainRanker } from '../../scripts/search/trainRanker.ts'
import { trainModel } from '../../scripts/triage/trainModel.ts'
import { keyOf } from '../../src/knowledge/featureRows.ts'
import { readPhrases } from '../../src/knowledge/phrases.ts'
import { refusalIn } from '../../src/knowledge/question.ts'
import type { ContentProblem } from '../../src/knowledge/read.ts'
import { refusalsOver } from '../../src/knowledge/refusal.ts'
import { ranker } from '../../src/knowledge/search/ranker.ts'
import { termReader } from '../../src/knowledge/search/terms.ts'
import { conceptReader } from '../../src/knowledge/triage/concepts.ts'
import { decide, scorer, weighted } from '../../src/knowledge/triage/model.ts'
import { wordsOf } from '../../src/knowledge/triage/normalise.ts'

describe('words as the triage reads them', () => {
  it.each([
    ['He ISN’T breathing!!', ['he', 'isnt', 'breathing', '!', '!']],
    ['Está MORADO', ['esta', 'morado']],
    ['heeeeelp', ['heelp']],
    ['w̷a̸k̵e̶ up\u202e', ['wake', 'up']],
    ['', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('reads no more of a long text than its beginning and its end', () => {
    expect(wordsOf(`${'x '.repeat(9000)} overdose`).length).toBeLessThanOrEqual(160)
  })
})

it('nothing that measures everyday questions is trained on', () => {
  const trained = new Set(everyday().map(line => line.toLowerCase()))
  expect(trained.size).toBeGreaterThan(10_000)
  const measured = everydayMeasured().flatMap(([, lines]) => lines)
  expect(measured.length).toBeGreaterThan(3000)
  expect(measured.filter(line => trained.has(line.toLowerCase()))).toEqual([])
})

describe('concepts', () => {
  const read = conceptReader({
    wake: ['wont wake', 'cant get * up'],
    person: ['brother'],
    stem: ['overdos*'],
  })
  it('finds phrases, endings and gaps, in order', () => {
    expect(read(wordsOf('my brother wont wake, i cant get him up, overdosed'))).toEqual([
      'person',
      'wake',
      'wake',
      'stem',
    ])
  })
})

describe('the decision', () => {
  const features = { keys: Uint32Array.of(keyOf('a')), rows: Int16Array.of(100, 200, 300) }
  const model = { bias: [0, 0, 0], threshold: [0, 0, 0], features }
  it('is none below every threshold, and the likeliest otherwise', () => {
    expect(decide(model, [-1, -1, -1])).toBe('none')
    expect(decide(model, [5, 5, 5])).toBe('emergency')
    expect(decide(model, [-900, 10, 5])).toBe('self_harm')
    expect(decide(model, [-900, 10, 500])).toBe('relapse')
  })
  it('weighs labels by their sums, not by how far they are over their thresholds', () => {
    const uneven = { threshold: [-500, -2000, -3000] }
    expect(decide(uneven, [-400, -2500, -1000])).toBe('emergency')
    expect(decide(uneven, [-600, -2500, -1000])).toBe('relapse')
    expect(decide(uneven, [-600, -2500, -3100])).toBe('none')
  })
  it('lets the more urgent go first where another label is hardly likelier', () => {
    const low = { threshold: [-5000, -5000, -5000] }
    expect(decide(low, [0, -1000, 290])).toBe('emergency')
    expect(decide(low, [0, -1000, 310])).toBe('relapse')
    expect(decide(low, [-1000, 0, 140])).toBe('self_harm')
    expect(decide(low, [-1000, 0, 160])).toBe('relapse')
    expect(decide({ threshold: [1, -5000, -5000] }, [0, -1000, 100])).toBe('relapse')
  })
  it('sums what the features add, and says what they were', () => {
    const { sums, because } = scorer(model)(new Set(['a', 'unknown']))
    expect(sums).toEqual([100, 200, 300])
    expect(because()).toEqual([{ feature: 'a', adds: [100, 200, 300] }])
    expect(scorer(model)(new Set(['unknown'])).because()).toEqual([])
  })
})

describe('training', () => {
  const shape = { size: 4, models: 2, rate: 0.1, minimum: 3 }
  const examples = Array.from({ length: 40 }, (_, i) => ({
    features: i % 2 ? ['blue', 'lips', `x${i % 5}`] : ['nice', 'film', `x${i % 5}`],
    label: i % 2 ? 'emergency' : 'none',
  }))
  it('gives the same model for the same messages', () => {
    const model = trainModel(examples)
    expect(trainModel(examples)).toEqual(model)
    const [danger, calm] = [
      ['blue', 'lips'],
      ['nice', 'film'],
    ].map(words => scorer(model)(new Set(words)).sums[0]!)
    expect(danger).toBeGreaterThan(calm!)
  })
  it('asks the second model too, and goes on without it', () => {
    const model = trainModel(examples)
    const answers = examples.map(({ features, label }) => ({ features: weighted(features), answer: label }))
    const second = trainRanker(answers, shape)
    const [alone, both] = [scorer(model), scorer({ ...model, second })].map(
      by => by(new Set(['blue', 'lips'])).sums[0]!,
    )
    expect(both).not.toBe(alone)
    expect(both).toBeGreaterThan(scorer({ ...model, second })(new Set(['nice', 'film'])).sums[0]!)
  })

  it('gives the same ranker for the same phrases, with shares adding up to one', () => {
    const asked = examples.map(({ features, label }) => ({
      features: features.map(f => [f, 1] as const),
      answer: label,
    }))
    const file = trainRanker(asked, shape)
    expect(trainRanker(asked, shape)).toEqual(file)
    const { answers, shares } = ranker(file)
    const found = shares(new Map([['blue', 1]]))!
    expect(found[answers.indexOf('emergency')]).toBeGreaterThan(0.5)
    expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
    expect(shares(new Map([['never seen', 1]]))).toBeUndefined()
  })
})

describe('terms', () => {
  const terms = termReader([
    ['naloxone', 'narcan', 'the nose thing'],
    ['overdose', 'od'],
  ])
  it('makes words that mean the same one, phrases too, and leaves common words out', () => {
    expect(terms('What is the NARCAN?')).toEqual(['naloxone'])
    expect(terms('the nose thing for an OD')).toEqual(['naloxone', 'overdose'])
  })
})

describe('phrases', () => {
  it('are read by id, a line each, and one without an id is told with its line', () => {
    const problems: ContentProblem[] = []
    expect(
      readPhrases('f', '# note\nlost\n[film/x]\nwho is it\n\n[support/talk]\nhelp me\n', problems),
    ).toEqual({
      'film/x': ['who is it'],
      'support/talk': ['help me'],
    })
    expect(problems).toEqual([{ file: 'f', line: 2, why: expect.stringContaining('no id') }])
  })
})

describe('refusals', () => {
  const refuse = refusalsOver([
    {
      id: 'amounts',
      when: [['how much'], ['oxy*']],
      unless: ['cost'],
      title: 't',
      say: 's',
      offer: [{ label: 'l', ask: '/help' }],
    },
  ])
  it('fit when each group has a word there and nothing speaks against it', () => {
    expect(refuse('how much oxycodone')?.id).toBe('amounts')
    expect(refuse('how much does oxy cost')).toBeUndefined()
    expect(refuse('how much is it')).toBeUndefined()
  })
})

it('a refusal is given where refusals together are likely enough, even if an answer is likelier than each', () => {
  const hit = (id: string, share: number) => ({ id, share, score: share, because: [] })
  expect(refusalIn([])).toBeUndefined()
  expect(refusalIn([hit('refuse/buying', 0.9), hit('film/awards', 0.1)])).toBe('refuse/buying')
  expect(refusalIn([hit('film/awards', 0.6), hit('refuse/buying', 0.15)])).toBeUndefined()
  const two = [hit('film/awards', 0.5), hit('refuse/buying', 0.2), hit('refuse/elsewhere', 0.15)]
  expect(refusalIn(two)).toBe('refuse/buying')
  expect(refusalIn([hit('refuse/buying', 0.25), hit('film/awards', 0.2)])).toBeUndefined()
})

it('prints a share with its Wilson interval', () => {
  expect(share(8, 10)).toBe('80.0 % (49.0–94.3; 8 of 10)')
  expect(share(0, 0)).toBe('none to measure')
})
