import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { OperatorError } from '../core/operatorError.ts'

/** What is wrong in a content file, for the person who edits it. */
export type ContentProblem = { file: string; line: number; field?: string; why: string }

export const spell = ({ file, line, field, why }: ContentProblem): string =>
  `${file}:${line}${field ? ` (${field})` : ''}: ${why}`

/** Files below a folder that end in `ending`, as paths from `root`, in a stable order. */
export const files = (root: string, folder: string, ending: string): string[] =>
  (existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    : []
  )
    .filter(found => found.isFile() && found.name.endsWith(ending))
    .map(found => relative(root, join(found.parentPath, found.name)))
    .sort()

/** Throws an OperatorError where the file is missing or cannot be read. */
export function contents(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new OperatorError(
      `content/${file} cannot be read (${code}). Put it back from a fresh copy of the project.`,
    )
  }
}

/**
 * Reads YAML and checks it against a schema. A fault is told with the line it stands on (`firstLine` is where the
 * YAML begins in its file) and what would be right.
 */
export function readYaml<S extends z.ZodType>(
  file: string,
  yaml: string,
  schema: S,
  problems: ContentProblem[],
  firstLine = 1,
): z.output<S> | undefined {
  const counter = new LineCounter()
  const before = problems.length
  const document = parseDocument(yaml, { lineCounter: counter })
  const lineAt = (offset: number) => counter.linePos(offset).line + firstLine - 1
  const [broken] = document.errors
  if (broken) {
    problems.push({
      file,
      line: lineAt(broken.pos[0]),
      why: `${broken.message.split('\n')[0]} Mend the YAML here.`,
    })
    return undefined
  }
  // A reference can run in a circle, or grow without end.
  visit(document, {
    Alias(_, { source, range }) {
      problems.push({
        file,
        line: lineAt(range![0]),
        why: `"*${source}" refers to another place: write it out`,
      })
      return visit.BREAK
    },
  })
  if (problems.length > before) return undefined
  const result = schema.safeParse(ownStrings(document.toJS()))
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const path = issue.path.map(key => (typeof key === 'symbol' ? String(key) : key))
    problems.push({
      file,
      line: lineAt(offsetOf(document, path)),
      field: path.join('.') || undefined,
      why: issue.message,
    })
  }
  return undefined
}

/** A string cut out of a file keeps all of the file in memory; one that JSON has written is its own. */
const ownStrings = (read: unknown): unknown => JSON.parse(JSON.stringify(read ?? null))

/** Where the nearest existing part of a path stands: a missing field is told at its parent. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: (string | number)[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as Node | undefined
    if (node && typeof node === 'object' && node.range) return node.range[0]
  }
  return 0
}
