import { limits } from '../core/reply.ts'
import type { Content } from './load.ts'
import type { ContentProblem } from './read.ts'
import { topics } from './schema.ts'

/** Entries that commands begin with. */
const needed = [
  'helping/talk-now',
  'helping/one-step',
  'overdose/now',
  'naloxone/what-it-is',
  'film/overview',
  'crisis/united-states',
  'helping/mod-guide',
]

/** What no single file can know: names that are used twice, links that lead nowhere. */
export function crossCheck({
  entries,
  resources,
  regions,
  series,
}: Omit<Content, 'claims' | 'campaigns' | 'doNotOffer' | 'ask'>): ContentProblem[] {
  const problems: ContentProblem[] = []
  const seen = new Map<string, string>()
  const once = (file: string, key: string, what: string) => {
    const other = seen.get(key)
    if (other) problems.push({ file, line: 1, why: `${what} is used by ${other} too: choose another` })
    else seen.set(key, file)
  }
  const ids = new Set(entries.map(entry => entry.id))
  for (const id of needed.filter(id => !ids.has(id)))
    problems.push({
      file: `en/${id}.md`,
      line: 1,
      why: 'is missing, and a command begins with it: put it back',
    })
  for (const entry of entries) {
    const file = `en/${entry.id}.md`
    const command = topics[entry.topic]
    for (const name of [entry.slug, ...entry.also])
      once(file, `${command} ${name.toLowerCase()}`, `the name "${name}"`)
    for (const id of entry.more.filter(id => !ids.has(id)))
      problems.push({ file, line: 1, field: 'more', why: `there is no entry ${id}: name one that exists` })
    if (entry.chart && !series.some(({ id }) => id === entry.chart))
      problems.push({
        file,
        line: 1,
        field: 'chart',
        why: `there is no series/${entry.chart}.yaml: name a file of content/series without its ending`,
      })
  }
  for (const topic of Object.keys(topics)) {
    const many = entries.filter(entry => entry.topic === topic).length
    if (many > limits.choices + 1)
      problems.push({
        file: `en/${topic}`,
        line: 1,
        why: `holds ${many} entries and a menu ${limits.choices} others: split the folder`,
      })
  }
  for (const { id } of series) once(`series/${id}.yaml`, `series ${id}`, `the name ${id}`)
  const codes = new Set([...regions.map(region => region.code), 'INTL', 'EU'])
  for (const region of regions)
    for (const name of [region.code, region.name, ...region.also])
      once('regions.yaml', `region ${name.toLowerCase()}`, `the name "${name}"`)
  for (const resource of resources) {
    const file = `resources/${resource.id}`
    once(file, `resource ${resource.id}`, `the id ${resource.id}`)
    if (!codes.has(resource.region))
      problems.push({
        file,
        line: 1,
        field: 'region',
        why: `${resource.region} is not in regions.yaml: add it there`,
      })
  }
  return problems
}
