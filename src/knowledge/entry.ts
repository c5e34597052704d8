import type { z } from 'zod'
import type { Text } from '../core/text.ts'
import type { FrontMatter, Topic } from './schema.ts'

/** One thing the bot can say, with its evidence. `id` is `<topic>/<slug>`, from its file's name. */
export type Entry = z.output<typeof FrontMatter> & { id: string; topic: Topic; slug: string; text: Text }
