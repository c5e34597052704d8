import { isOffLimits, isOffLimitsSite } from '../../src/knowledge/doNotOffer.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import type { Material } from './material.ts'
import { spoken } from './prose.ts'
import type { Fault, Rule } from './rule.ts'

const pagesOf = (entry: Entry): string[] => [
  ...entry.sources.map(source => source.url),
  ...entry.links.map(link => link.url),
  ...entry.text.flatMap(block => {
    const lines = 'list' in block ? block.list : ['quote' in block ? block.quote : block.paragraph]
    return lines.flat().flatMap(part => (typeof part === 'object' && 'link' in part ? [part.link] : []))
  }),
]

function offLimits(entry: Entry, { knowledge, line }: Material): Fault[] {
  const file = `en/${entry.id}.md`
  const pages = pagesOf(entry).flatMap(url => {
    const why = isOffLimitsSite(knowledge.doNotOffer, url)
    return why
      ? [{ file, line: line(file, url), wrong: `relies on ${url}`, why, todo: 'find another page' }]
      : []
  })
  const numbers = spoken(entry).flatMap(words => {
    // Each run of digits by itself; a menu ("988, then press 3") is one run.
    const runs = words.match(/\+?\d(?:[\d ().-]*\d)?(?:[ ,]+(?:then )?press \d)?/gi) ?? []
    return runs.flatMap(run => {
      // A short number by itself may be a year or a count: the rule on numbers in texts looks at those.
      const why = /press|(\d\D*){9}/i.test(run) && isOffLimits(knowledge.doNotOffer, run)
      return why ? [{ file, line: line(file, words), wrong: `names ${run}`, why, todo: 'take it out' }] : []
    })
  })
  return [...pages, ...numbers]
}

/** That each entry has a source and two dates is in the schema: src/knowledge/schema.ts. */
export const sources: Rule = {
  name: 'sources',
  policy: 'No page or number on the list of what we never offer is a source, a link, or named in a text.',
  entry: offLimits,
  everything: ({ knowledge, line }) =>
    knowledge.campaigns.flatMap(({ sources }) =>
      sources.flatMap(({ url }) => {
        const why = isOffLimitsSite(knowledge.doNotOffer, url)
        const file = 'campaigns.yaml'
        return why
          ? [{ file, line: line(file, url), wrong: `relies on ${url}`, why, todo: 'find another page' }]
          : []
      }),
    ),
}
