/** More than this is not read: somebody in a hurry writes less, and hostile text must not cost more. */
const longest = 1200

/**
 * Words as the triage compares them: lower case, without accents, apostrophes, control characters or stacked marks;
 * a letter typed many times counts twice ("heeelp" → "heelp"). Symbols that mean something stay (? and emoji).
 */
export function wordsOf(text: string): string[] {
  const cut = text.length > longest ? `${text.slice(0, longest / 2)} ${text.slice(-longest / 2)}` : text
  return cut
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/(.)\1{2,}/gu, '$1$1')
    .split(/[^\p{L}\p{N}?!\p{Extended_Pictographic}]+|(?=[?!])|(?<=[?!])/u)
    .filter(word => word)
    .slice(0, 160)
}
