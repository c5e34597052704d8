/**
 * What the model looks at, each with a name that a person can read in `--explain`: words (`w`), pairs of neighbours
 * (`b`), letter groups that survive typing errors (`c`), concepts (`k`), pairs of concepts (`p`) and concepts that
 * follow one another (`s`).
 */
export function featuresOf(words: readonly string[], concepts: readonly string[]): Set<string> {
  const found = new Set<string>()
  const padded = ['^', ...words, '$']
  for (let i = 0; i < padded.length - 1; i++) {
    if (i > 0) found.add(`w ${padded[i]}`)
    found.add(`b ${padded[i]} ${padded[i + 1]}`)
    if (i > 0 && i < padded.length - 2) found.add(`g ${padded[i]} _ ${padded[i + 2]}`)
  }
  for (const word of words) letterGroups(word, found)
  const distinct = [...new Set(concepts)].slice(0, 18)
  for (const [i, concept] of distinct.entries()) {
    found.add(`k ${concept}`)
    for (const other of distinct.slice(i + 1)) found.add(`p ${[concept, other].sort().join(' ')}`)
  }
  for (let i = 0; i < Math.min(concepts.length - 1, 60); i++) found.add(`s ${concepts[i]} ${concepts[i + 1]}`)
  found.add(`n ${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`)
  return found
}

function letterGroups(word: string, found: Set<string>): void {
  if (word.length < 4 || word.length > 20) return
  const edged = `<${word}>`
  for (const size of [3, 4])
    for (let i = 0; i + size <= edged.length; i++) found.add(`c ${edged.slice(i, i + size)}`)
}
