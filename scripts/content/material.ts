import { type House, readHouse } from '../../src/knowledge/house.ts'
import { contentFolder, type Knowledge, openKnowledge } from '../../src/knowledge/knowledge.ts'
import { contents, files } from '../../src/knowledge/read.ts'

/** What the rules look at: what the bot knows, the house's own lists, and where things stand in the files. */
export type Material = {
  knowledge: Knowledge
  house: House
  /** The file of a resource. */
  fileOf(resource: string): string
  /** The line where some words stand in a file, marks and line breaks aside. */
  line(file: string, words: string): number | undefined
}

/** Throws an OperatorError that lists every fault of form: schema, ids, links. */
export function openMaterial(folder = contentFolder): Material {
  const knowledge = openKnowledge(folder)
  const texts = new Map<string, string>()
  const textOf = (file: string): string => {
    const text = texts.get(file) ?? contents(folder, file)
    texts.set(file, text)
    return text
  }
  const resourceFiles = new Map(
    files(folder, 'resources', '.yaml').flatMap(file =>
      [...textOf(file).matchAll(/^ *-? *id: (\S+)/gm)].map(([, id]) => [id!, file] as const),
    ),
  )
  return {
    knowledge,
    house: readHouse(folder),
    fileOf: resource => resourceFiles.get(resource) ?? 'resources',
    line: (file, words) => lineIn(textOf(file), words),
  }
}

function lineIn(text: string, words: string): number | undefined {
  const parts = words.match(/[\p{L}\p{N}'’]+/gu)
  if (!parts) return undefined
  const found = new RegExp(parts.slice(0, 12).join('[^\\p{L}\\p{N}]+'), 'u').exec(text)
  return found ? text.slice(0, found.index).split('\n').length : undefined
}
