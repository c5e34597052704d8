/** Concept → words and phrases that express it; see content/triage/concepts.yaml. */
export type Concepts = Record<string, string[]>

type Node = { next: Map<string, Node>; stems: [stem: string, node: Node][]; any?: Node; concepts: string[] }
const node = (): Node => ({ next: new Map(), stems: [], concepts: [] })

/**
 * Builds a reader that names the concepts in a list of words, in order, longest phrase first at each place. In a
 * phrase `*` alone stands for any one word, and at the end of a word for any ending.
 */
export function conceptReader(concepts: Concepts): (words: readonly string[]) => string[] {
  const root = node()
  for (const [concept, phrases] of Object.entries(concepts))
    for (const phrase of phrases) {
      let at = root
      for (const word of String(phrase).split(' ')) at = step(at, word)
      if (!at.concepts.includes(concept)) at.concepts.push(concept)
    }
  return words => words.flatMap((_, start) => longestFrom(root, words, start))
}

function step(at: Node, word: string): Node {
  if (word === '*') {
    at.any ??= node()
    return at.any
  }
  if (!word.endsWith('*')) {
    const found = at.next.get(word) ?? node()
    at.next.set(word, found)
    return found
  }
  const stem = word.slice(0, -1)
  const found = at.stems.find(([known]) => known === stem)
  if (found) return found[1]
  const made = node()
  at.stems.push([stem, made])
  return made
}

/** Every concept that begins here, from the shortest phrase to the longest. */
function longestFrom(root: Node, words: readonly string[], start: number): string[] {
  const found: string[] = []
  let places = [root]
  for (let at = start; at < words.length && places.length > 0; at++) {
    const word = words[at]!
    places = places.flatMap(place => [
      ...(place.next.has(word) ? [place.next.get(word)!] : []),
      ...place.stems.filter(([stem]) => word.startsWith(stem)).map(([, next]) => next),
      ...(place.any ? [place.any] : []),
    ])
    for (const place of places) found.push(...place.concepts)
  }
  return found
}
