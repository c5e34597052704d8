import { avoidedIn, type Hit, overlap, spans } from '../../src/knowledge/avoided.ts'
import type { Words } from '../../src/knowledge/house.ts'
import type { Material } from './material.ts'
import { spoken } from './prose.ts'
import type { Fault, Rule } from './rule.ts'

/** Everything the bot says of its own accord. Names of publishers and what members ask are not its words. */
function* texts({ knowledge, fileOf }: Material): Generator<{ file: string; words: string }> {
  for (const entry of knowledge.entries)
    for (const words of spoken(entry)) yield { file: `en/${entry.id}.md`, words }
  for (const { id, about, note } of knowledge.resources)
    for (const words of [about, note ?? '']) yield { file: fileOf(id), words }
  for (const { read, right } of knowledge.claims)
    for (const words of [read, right]) yield { file: 'claims.yaml', words }
  for (const { name, about } of knowledge.campaigns)
    for (const words of [name, about]) yield { file: 'campaigns.yaml', words }
}

/** The exceptions that cover a hit in a text. */
const excuses = (exceptions: Words['exceptions'], file: string, text: string, hit: Hit) =>
  exceptions.filter(
    one =>
      (!one.file || one.file === file) &&
      spans(text, new RegExp(RegExp.escape(one.words), 'g')).some(span => overlap(span, hit)),
  )

function fault({ row, words }: Hit, sources: Words['sources']): Omit<Fault, 'file'> {
  const source = row.source && sources[row.source]
  return {
    wrong: `says "${words}"`,
    why: source ? `${row.why} (${source.publisher}, ${source.url})` : row.why,
    todo: `write: ${row.prefer.join(' · ')}. A quotation goes in quotation marks, a name in words.yaml (exceptions).`,
  }
}

export const language: Rule = {
  name: 'language',
  policy:
    'The bot writes person first: the words that content/words.yaml marks never or avoid stand only inside quotation marks.',
  everything: all => {
    const { exceptions, rows, sources } = all.house.words
    const used = new Set<Words['exceptions'][number]>()
    const faults: Fault[] = []
    for (const { file, words } of texts(all))
      for (const hit of avoidedIn(words, rows)) {
        const excused = excuses(exceptions, file, words, hit)
        for (const one of excused) used.add(one)
        if (excused.length === 0) faults.push({ file, line: all.line(file, words), ...fault(hit, sources) })
      }
    return [...faults, ...exceptions.filter(one => !used.has(one)).map(({ words }) => idle(words, all))]
  },
}

/** An exception that excuses nothing would go on to excuse the next mistake. */
export const idle = (words: string, { line }: Material): Fault => ({
  file: 'words.yaml',
  line: line('words.yaml', words),
  wrong: `the exception "${words}" is no longer needed`,
  why: 'nothing in the content needs it now, and it would let the next mistake through',
  todo: 'delete it',
})
