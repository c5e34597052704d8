import type { Folder } from '../../src/core/command.ts'
import type { Communities } from '../../src/core/store.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { change } from './change.ts'
import { show } from './show.ts'

/** /settings: what a community chose. `/settings` shows it, `/settings region:US-WV` changes it. */
export const settings = (knowledge: Knowledge, communities: Communities): Folder => ({
  name: 'settings',
  about: 'Show, change or undo the settings of this community',
  who: 'moderators',
  alone: 'show',
  otherwise: 'change',
  subcommands: [show(knowledge, communities), change(knowledge, communities)],
})
