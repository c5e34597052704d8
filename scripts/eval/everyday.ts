import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../eval/everyday/', import.meta.url))

const lines = (file: string): string[] =>
  readFileSync(`${folder}${file}`, 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))

const measuring = (file: string) => file.startsWith('measure-')

/** What people ask search engines and assistants, none of it about our subject: to train on. */
export const everyday = (): string[] =>
  readdirSync(folder)
    .filter(file => !measuring(file))
    .sort()
    .flatMap(lines)

/** Of the same kinds, never trained on; by the name of the file. */
export const everydayMeasured = (): [name: string, lines: string[]][] =>
  readdirSync(folder)
    .filter(measuring)
    .sort()
    .map(file => [file.replace('measure-', '').replace('.txt', ''), lines(file)])
