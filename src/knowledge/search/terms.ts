import { fold } from '../../core/options.ts'

/** Words so common in questions that they tell no entry from another, in English and Spanish. */
const common = new Set(
  `a an and are as at be been by can could did do does for from had has have i if in is it its itself just me my of on or
  our out please so some she he that the their them there they this these those to too up was we were what which will
  how why who when where with would you your tell about any someone something somebody thing give know want need like really actually also im
  ive dont isnt cant whats theres hi hello hey thanks thank ok pls
  el la los las un una unos unas de del al y o u en con por para que es son esta estan hay se su sus mi mis me te lo le
  como porque quien quienes cuando donde cuanto cuanta les ha han fue era sobre ser muy mas como cual cuales favor hola gracias algo alguien puedo puede quiero`.split(
    /\s+/,
  ),
)

/** Groups of words that mean the same; the first of each is the one that is compared. */
export type Synonyms = string[][]

/**
 * Reads a text into the terms that search compares: folded, common words left out, phrases and single words that mean
 * the same made one. Entries and questions go through the same reader.
 */
export function termReader(groups: Synonyms): (text: string) => string[] {
  const phrases = new Map<string, string>()
  /** First word → the words of the longest phrase that begins with it. */
  const longest = new Map<string, number>()
  for (const [first, ...others] of groups)
    for (const name of [first!, ...others]) {
      const phrase = fold(String(name))
      const [begin, ...more] = phrase.split(' ')
      phrases.set(phrase, fold(String(first!)).replaceAll(' ', '_'))
      longest.set(begin!, Math.max(longest.get(begin!) ?? 0, more.length + 1))
    }
  return text => {
    const words = fold(text.replace(/['’]/g, '').slice(0, 2000)).split(' ').slice(0, 120)
    const terms: string[] = []
    for (let at = 0; at < words.length; ) {
      let taken = 0
      for (
        let length = Math.min(longest.get(words[at]!) ?? 0, words.length - at);
        length > 0 && !taken;
        length--
      ) {
        const meant = phrases.get(words.slice(at, at + length).join(' '))
        if (!meant) continue
        terms.push(meant)
        taken = length
      }
      if (!taken && words[at] && !common.has(words[at]!) && words[at]!.length <= 30)
        terms.push(stem(words[at]!))
      at += taken || 1
    }
    return terms
  }
}

/** Plurals and common endings, so that "deaths" and "death" meet. Crude, and the same for entries and questions. */
const stem = (word: string): string => {
  if (word.length <= 4) return word
  return word.replace(/(ies)$/, 'y').replace(/(?<=[a-z]{3})(ing|edly|ed|es|s)$/, '')
}
