import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '../core/operatorError.ts'

const kinds = { Int8Array, Int16Array, Uint32Array }
type Numbers = Int8Array | Int16Array | Uint32Array
/** Stands for an array in the file's head; its numbers follow the head, array by array. */
type Place = { numbers: keyof typeof kinds; length: number }

const isPlace = (value: unknown): value is Place => Object.hasOwn(Object(value), 'numbers')

/**
 * Reads what `writeTrained` wrote, each array into memory of its own: a buffer for the whole file would be as much
 * again, and is not all given back. Throws an OperatorError where the file is missing or broken.
 */
export function readTrained<T>(root: string, file: string): T {
  let opened: number | undefined
  try {
    const from = openSync(join(root, file), 'r')
    opened = from
    const [length] = filled(from, new Uint32Array(1))
    const head = filled(from, Buffer.alloc(length!))
    return JSON.parse(String(head), (_, value) =>
      isPlace(value) ? filled(from, new kinds[value.numbers](value.length)) : value,
    )
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'it is broken'
    throw new OperatorError(
      `content/${file} cannot be read (${why}). Put it back from a fresh copy of the project, or run: npm run train`,
    )
  } finally {
    if (opened !== undefined) closeSync(opened)
  }
}

function filled<Array extends Numbers | Buffer>(from: number, into: Array): Array {
  if (readSync(from, into) < into.byteLength) throw new Error('The file ends early.')
  return into
}

/**
 * Writes a trained model: the length of the head, the head as JSON, and the numbers as this machine holds them (the
 * lowest byte first, on all that we know of). As text it would be three times the size and slow to read.
 */
export function writeTrained(root: string, file: string, trained: object): void {
  const arrays: Numbers[] = []
  const head = JSON.stringify(trained, (_, value) => {
    if (!ArrayBuffer.isView(value)) return value
    arrays.push(value as Numbers)
    return { numbers: value.constructor.name, length: (value as Numbers).length }
  })
  const bytes = [Buffer.from(head), ...arrays].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  )
  const length = new Uint8Array(Uint32Array.of(bytes[0]!.length).buffer)
  writeFileSync(join(root, file), Buffer.concat([length, ...bytes]))
}
