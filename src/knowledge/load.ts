import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { OperatorError } from '../core/operatorError.ts'
import { limits } from '../core/reply.ts'
import type { Entry } from './entry.ts'
import { readMarkdown } from './markdown.ts'
import { type ContentProblem, contents, files, readYaml, spell } from './read.ts'
import { FrontMatter, Region, Resource, type Topic, topics } from './schema.ts'

export type Content = { entries: Entry[]; resources: Resource[]; regions: Region[] }

/**
 * Loads and checks everything the bot knows. One broken file stops the start: better no bot than one that says
 * something nobody has checked. Throws an OperatorError that lists each fault with file, line, field and remedy.
 */
export function loadContent(root: string): Content {
  const problems: ContentProblem[] = []
  const entries = files(root, 'en', '.md').flatMap(file => readEntry(root, file, problems))
  const resources = files(root, 'resources', '.yaml').flatMap(
    file => readYaml(file, contents(root, file), z.array(Resource), problems) ?? [],
  )
  const regions = readYaml('regions.yaml', contents(root, 'regions.yaml'), z.array(Region), problems) ?? []
  problems.push(...crossCheck({ entries, resources, regions }))
  if (problems.length > 0) {
    const shown = problems.slice(0, 20).map(problem => `  content/${spell(problem)}`)
    const more = problems.length > 20 ? [`  … and ${problems.length - 20} more`] : []
    throw new OperatorError(
      [
        'The content has faults, so the bot does not start. Mend these and start again:',
        ...shown,
        ...more,
      ].join('\n'),
    )
  }
  return { entries, resources, regions }
}

function readEntry(root: string, file: string, problems: ContentProblem[]): Entry[] {
  const topic = basename(dirname(file))
  const slug = basename(file, '.md')
  if (!Object.hasOwn(topics, topic) || !/^[a-z0-9-]+$/.test(slug)) {
    const why = `stands in no known folder (${Object.keys(topics).join(', ')}) or its name is not lower-case-with-hyphens`
    problems.push({ file, line: 1, why })
    return []
  }
  const [, yaml, body] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(contents(root, file)) ?? []
  if (yaml === undefined || body === undefined) {
    problems.push({ file, line: 1, why: 'must begin with front matter between two lines of ---' })
    return []
  }
  const bodyLine = yaml.split('\n').length + 3
  const front = readYaml(file, yaml, FrontMatter, problems, 2)
  const { text, problems: faults } = readMarkdown(body)
  problems.push(...faults.map(({ line, why }) => ({ file, line: line + bodyLine - 1, why })))
  if (text.length === 0)
    problems.push({ file, line: bodyLine, why: 'says nothing: write the answer below the front matter' })
  return front ? [{ ...front, id: `${topic}/${slug}`, topic: topic as Topic, slug, text }] : []
}

/** Entries that commands begin with. */
const needed = [
  'overdose/now',
  'naloxone/what-it-is',
  'film/overview',
  'crisis/united-states',
  'helping/mod-guide',
]

/** What no single file can know: names that are used twice, links that lead nowhere. */
function crossCheck({ entries, resources, regions }: Content): ContentProblem[] {
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
