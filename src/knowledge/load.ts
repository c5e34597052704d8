import { basename, dirname } from 'node:path'
import { config, z } from 'zod'
import { OperatorError } from '../core/operatorError.ts'
import { type AskContent, loadAsk } from './askContent.ts'
import { type Campaign, campaignsWith } from './campaign.ts'
import { type Claim, Claims, checkClaims } from './claim.ts'
import { crossCheck } from './crossCheck.ts'
import { DoNotOffer } from './doNotOffer.ts'
import type { Entry } from './entry.ts'
import { readMarkdown } from './markdown.ts'
import { type ContentProblem, contents, files, readYaml, spell } from './read.ts'
import { FrontMatter, Region, Resource, type Topic, topics } from './schema.ts'
import { Series } from './series.ts'

// Code made for each schema costs more time at the start, and 3 MB, than it ever saves.
config({ jitless: true })

export type Content = {
  entries: Entry[]
  resources: Resource[]
  regions: Region[]
  series: Series[]
  claims: Claim[]
  campaigns: Campaign[]
  doNotOffer: DoNotOffer
  ask: AskContent
}

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
  const series = files(root, 'series', '.yaml').flatMap(file => readSeries(root, file, problems))
  const claims = readYaml('claims.yaml', contents(root, 'claims.yaml'), Claims, problems)
  const days = contents(root, 'campaigns.yaml')
  const campaigns = readYaml('campaigns.yaml', days, campaignsWith({ entries, regions }), problems) ?? []
  const offLimits = contents(root, 'do-not-offer.yaml')
  const doNotOffer = readYaml('do-not-offer.yaml', offLimits, DoNotOffer, problems) ?? {
    numbers: [],
    sites: [],
  }
  const ask = loadAsk(root, entries, problems)
  problems.push(...crossCheck({ entries, resources, regions, series }))
  // A file that could not be read has told its fault; its claims are not missing as well.
  if (claims) problems.push(...checkClaims(claims, entries))
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
  return { entries, resources, regions, series, claims: claims ?? [], campaigns, doNotOffer, ask }
}

function readSeries(root: string, file: string, problems: ContentProblem[]): Series[] {
  const id = basename(file, '.yaml')
  if (!/^[a-z0-9-]{1,60}$/.test(id))
    problems.push({
      file,
      line: 1,
      why: 'must be named lower-case-with-hyphens: entries call it by its name',
    })
  const read = readYaml(file, contents(root, file), Series, problems)
  return read ? [{ ...read, id }] : []
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
