import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/operatorError.ts'
import { readTrained, writeTrained } from '../../src/knowledge/trained.ts'

const root = mkdtempSync(join(tmpdir(), 'heroine-trained-'))
afterAll(() => rmSync(root, { recursive: true }))

it('reads back what was written, numbers as numbers', () => {
  const model = {
    answers: ['a', 'é'],
    features: { rows: Int8Array.of(-1, 127, 3), keys: Uint32Array.of(0xffffffff, 1) },
    second: { scale: 0.5, rows: Int16Array.of(-32768, 7) },
  }
  writeTrained(root, 'model.bin', model)
  expect(readTrained(root, 'model.bin')).toEqual(model)
})

it('tells the operator what to do about a file that is missing or broken', () => {
  writeFileSync(join(root, 'broken.bin'), 'not a model')
  writeTrained(root, 'short.bin', { rows: Int8Array.of(1, 2, 3) })
  truncateSync(join(root, 'short.bin'), statSync(join(root, 'short.bin')).size - 1)
  for (const [file, why] of [
    ['gone.bin', 'ENOENT'],
    ['broken.bin', 'broken'],
    ['short.bin', 'broken'],
  ] as const) {
    const read = () => readTrained(root, file)
    expect(read).toThrow(OperatorError)
    expect(read).toThrow(why)
    expect(read).toThrow('npm run train')
  }
})
