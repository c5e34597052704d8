import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keyOf, rowFinder } from '../../src/knowledge/featureRows.ts'

it('makes the keys that others make (test vectors of FNV-1a)', () => {
  expect(keyOf('')).toBe(0x811c9dc5)
  expect(keyOf('a')).toBe(0xe40c292c)
  expect(keyOf('foobar')).toBe(0xbf9cf968)
})

it('finds each key at its place and no other, however they crowd', () => {
  const crowded = fc.uniqueArray(fc.oneof(fc.nat(60), fc.nat(0xffffffff)), { maxLength: 300 })
  fc.assert(
    fc.property(crowded, fc.nat(0xffffffff), (found, other) => {
      const keys = found.toSorted((a, b) => a - b)
      const rowOf = rowFinder(Uint32Array.from(keys))
      expect(keys.map(key => rowOf(key))).toEqual(keys.map((_, i) => i))
      expect(rowOf(other)).toBe(keys.indexOf(other))
    }),
  )
})
