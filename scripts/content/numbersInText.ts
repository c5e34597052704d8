import type { Words } from '../../src/knowledge/house.ts'
import { idle } from './language.ts'
import type { Material } from './material.ts'
import { spoken } from './prose.ts'
import type { Fault, Rule } from './rule.ts'

/** Ten digits, as phone numbers are printed: 1-800-555-0100, (304) 555-0100, +44 20 7946 0000. */
const long = /(?<![\p{L}\d,.])(?:\+\d[\d ().-]{8,}\d|(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4})(?!\d)/gu
/** Known to everybody as lines; a count of 911 calls would be written with its noun. */
const always = new Set(['911', '988'])
const beforehand = /\b(call|dial|ring|phone|text|press|or|number|line)\w*:? (?:\p{L}+ ){0,2}$/iu
const aCount = /^[ -](calls?|deaths?|people|overdoses|cases|times|responses)\b/i

/** Short numbers count where the words before them tell one to dial. "2020: 999" and "878 to 999" are counts. */
function shortIn(text: string, codes: ReadonlySet<string>): string[] {
  return [...text.matchAll(/(?<![\p{L}\d,.$-])[*\d]\d{2,5}(?![\d%]|[,.]\d)/gu)]
    .filter(({ 0: code, index }) => {
      if (!codes.has(code) || aCount.test(text.slice(index + code.length))) return false
      return always.has(code) || beforehand.test(text.slice(Math.max(0, index - 40), index))
    })
    .map(([code]) => code)
}

export const numbersIn = (text: string, codes: ReadonlySet<string>): string[] => [
  ...[...text.matchAll(long)].map(([number]) => number),
  ...shortIn(text, codes),
]

const fault = (file: string, number: string, line: number | undefined): Fault => ({
  file,
  line,
  wrong: `names the number ${number}`,
  why: 'a number in a text is wrong in other countries, and nobody checks it again when it changes',
  todo: 'write {emergency}, or send to /support; if the text is about the number, list it in words.yaml (numbers)',
})

export const numbersInText: Rule = {
  name: 'numbers in texts',
  policy:
    'Entries and campaigns name no phone number: {emergency} and /support know the right one for each place.',
  everything: all => {
    const codes = new Set([...always, ...Object.values(all.house.shortCodes).flat()])
    const { numbers } = all.house.words
    const used = new Set<Words['numbers'][number]>()
    const found = all.knowledge.entries.flatMap(entry =>
      spoken(entry).flatMap(words => {
        const file = `en/${entry.id}.md`
        return numbersIn(words, codes).flatMap(number => {
          const allowed = numbers.find(one => one.file === file && one.number === number)
          if (allowed) used.add(allowed)
          return allowed ? [] : [fault(file, number, all.line(file, words))]
        })
      }),
    )
    const file = 'campaigns.yaml'
    const inCampaigns = all.knowledge.campaigns.flatMap(({ about }) =>
      numbersIn(about, codes).map(number => fault(file, number, all.line(file, about))),
    )
    return [...found, ...inCampaigns, ...unused(numbers, used, all)]
  },
}

const unused = (numbers: Words['numbers'], used: ReadonlySet<object>, all: Material): Fault[] =>
  numbers.filter(one => !used.has(one)).map(({ number, file }) => idle(`${number} in ${file}`, all))
