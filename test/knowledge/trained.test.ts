import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/operatorError.ts'
import { readTrained, writeTrained } from '../../src/knowledge/trained.ts'

const root = mkdtempSync(join(tmpdir(), 'heroine-trained-'))
afterAll(() => rmSync(root, { recursive: true }))

it('reads back what was written, numbers as numbers', () => {
  const model = { answers: ['a'], rows: Int8Array.of(-1, 127), keys: Uint32Array.of(0xffffffff) }
  writeTrained(root, 'model.bin', model)
  expect(readTrained(root, 'model.bin')).toEqual(model)
})

it('tells the operator what to do about a file that is missing or broken', () => {
  writeFileSync(join(root, 'broken.bin'), 'not a model')
  for (const [file, why] of [
    ['gone.bin', 'ENOENT'],
    ['broken.bin', 'broken'],
  ] as const) {
    const read = () => readTrained(root, file)
    expect(read).toThrow(OperatorError)
    expect(read).toThrow(why)
    expect(read).toThrow('npm run train')
  }
})
