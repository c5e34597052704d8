import { parseArgs } from 'node:util'
import { contentFolder } from '../src/knowledge/knowledge.ts'
import { loadContent } from '../src/knowledge/load.ts'
import { fitSearch } from './search/fitSearch.ts'
import { fitTriage } from './triage/fitTriage.ts'

/**
 * `npm run train`: fits what /ask understands by to eval/triage and content/ask/phrases, never to a `measure` file, and
 * writes content/triage/model.bin and content/ask/ranker.bin. Takes some ten minutes. `-- --only triage` or
 * `-- --only search` fits one of them; `-- --hold` keeps the tuned questions out, so that they can measure a change.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, hold: { type: 'boolean', default: false } },
})
const content = loadContent(contentFolder)
if (values.only !== 'search') fitTriage(content)
if (values.only !== 'triage') fitSearch(content, values)
