import type { Entry } from '../../src/knowledge/entry.ts'
import type { Material } from './material.ts'
import { passages, quoted, quotes } from './prose.ts'
import type { Fault, Rule } from './rule.ts'

/** From here on it is somebody's sentence, not a word named as a word. */
const sentence = 8
/** A question that the reader may put to somebody: nobody has said it yet. */
const toSay = /\byou\b.*\?$/i
const speaks =
  /\b(said|says?|saying|told|tells?|wrote|writes?|called|calls?|ask(s|ed)?|put it|adds?|added|according to|named|titled|reads?|words of|quoted?s?|recalls?|recalled|describe[sd]?|agreed)\b|\p{L}: *["“]|["”] *[—–(]/iu

/** Straight marks come in pairs; curved ones open before they close. */
function balanced(passage: string): boolean {
  if ((passage.match(/"/g)?.length ?? 0) % 2 !== 0) return false
  let open = 0
  for (const mark of passage.match(/[“”]/g) ?? []) {
    open += mark === '“' ? 1 : -1
    if (open < 0 || open > 1) return false
  }
  return open === 0
}

const why = 'a reader must see whose words they are and where they end'

function faults(entry: Entry, { line }: Material): Fault[] {
  const file = `en/${entry.id}.md`
  const at = (words: string) => ({ file, line: line(file, words), why })
  const long = (passage: string) =>
    quoted(passage).some(({ words }) => words.split(/\s+/).length >= sentence && !toSay.test(words))
  return [
    ...[entry.title, ...passages(entry)]
      .filter(passage => !balanced(passage))
      .map(passage => ({
        ...at(passage),
        wrong: 'a quotation mark has no partner in its paragraph',
        todo: 'open and close each quotation in the same paragraph',
      })),
    ...passages(entry)
      .filter(passage => balanced(passage) && long(passage) && !speaks.test(passage))
      .map(passage => ({
        ...at(passage),
        wrong: 'quotes a sentence and does not say whose it is',
        todo: 'name the speaker in the same paragraph: … said, according to …',
      })),
    ...quotes(entry)
      .filter(passage => quoted(passage).length === 0 && !speaks.test(passage) && !/[—–]/.test(passage))
      .map(passage => ({
        ...at(passage),
        wrong: 'a quote (>) has neither quotation marks nor a speaker',
        todo: 'put the words in quotation marks and name the speaker, or make it a paragraph',
      })),
  ]
}

export const quotations: Rule = {
  name: 'quotations',
  policy: 'A quotation has quotation marks in pairs and says who spoke.',
  entry: faults,
}
