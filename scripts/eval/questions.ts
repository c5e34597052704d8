import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

const Question = z.object({
  text: z.string(),
  /** Every answer that a sensible person would call right: ids of entries, `support/<need>`, or `refuse`. */
  want: z.array(z.string()).min(1),
  topic: z.string(),
  lang: z.enum(['en', 'es']),
  scenario: z.string(),
  hard: z.boolean().default(false),
})
export type Question = z.infer<typeof Question>

const folder = fileURLToPath(new URL('../../eval/questions/', import.meta.url))

export const questions = (part: string): Question[] =>
  existsSync(`${folder}${part}.yaml`)
    ? z.array(Question).parse(parse(readFileSync(`${folder}${part}.yaml`, 'utf8')))
    : []
