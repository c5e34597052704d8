import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Deserializer, Serializer } from 'node:v8'
import { OperatorError } from '../core/operatorError.ts'

/** Reads what `writeTrained` wrote. Throws an OperatorError where the file is missing or broken. */
export function readTrained<T>(root: string, file: string): T {
  try {
    const reader = new Deserializer(readFileSync(join(root, file)))
    reader.readHeader()
    return reader.readValue()
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'it is broken'
    throw new OperatorError(
      `content/${file} cannot be read (${why}). Put it back from a fresh copy of the project, or run: npm run train`,
    )
  }
}

/**
 * Writes a trained model as V8's own serialization of its numbers, which any later Node reads
 * (https://nodejs.org/api/v8.html#serialization-api): as text it would be three times the size and slow to read. Not
 * by `v8.serialize`: what that wrote is read as views of the whole file, or as copies beside it.
 */
export function writeTrained(root: string, file: string, trained: object): void {
  const writer = new Serializer()
  writer.writeHeader()
  writer.writeValue(trained)
  writeFileSync(join(root, file), writer.releaseBuffer())
}
