import { expect, it } from 'vitest'
import { keyOf } from '../../src/knowledge/featureRows.ts'
import { ranker } from '../../src/knowledge/search/ranker.ts'

/** The number in four bits, as it stands in a byte. */
const four = (n: number) => n & 15

it.each([
  [3, -5],
  [-7, 7],
  [0, -1],
])('reads both numbers of a byte, with their signs: %i and %i', (first, second) => {
  const { shares } = ranker({
    size: 2,
    answers: ['one', 'two'],
    features: { keys: Uint32Array.of(keyOf('w a')), rows: Int8Array.of(four(first) | (four(second) << 4)) },
    answerRows: Int8Array.of(1, 0, 0, 1),
    scale: 1,
  })
  const [one, two] = shares([['w a', 1]])!
  expect(Math.log(one! / two!)).toBeCloseTo(first - second)
  expect(shares([['w b', 1]])).toBeUndefined()
})
