/** Words in the picture. Sizes are for a phone, where the 800 units are 390 pixels wide: 28 becomes 14. */
export const sizes = { title: 36, label: 28, small: 23 }

const escaped = (words: string): string =>
  words
    .replace(/[^\P{C}\n]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** Widths of DejaVu Sans Condensed in parts of its size, on the safe side; `rest` is for signs of other scripts. */
const widths: [characters: RegExp, width: number][] = [
  [/[ijl.,:;'|!()[\] ]/, 0.36],
  [/[frtI-]/, 0.38],
  [/[MW@%—]/, 0.92],
  [/[mw]/, 0.9],
  [/[A-Z&]/, 0.7],
  [/[a-z0-9–·]/, 0.575],
]
const rest = 0.95

/** How wide words are at most, without asking the font. */
export function widthOf(words: string, size: number, bold = false): number {
  const parts = [...words].map(c => widths.find(([characters]) => characters.test(c))?.[1] ?? rest)
  return parts.reduce((sum, part) => sum + part, 0) * size * (bold ? 1.12 : 1)
}

/** Breaks words into lines that fit a width. */
export function wrap(words: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && widthOf(longer, size, bold) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

export type Style = { size: number; fill: string; bold?: boolean; anchor?: 'middle' | 'end'; halo?: string }

/** A halo in the card's colour keeps words readable where a line passes behind them. */
export function text(x: number, y: number, words: string, { size, fill, bold, anchor, halo }: Style): string {
  const more = [
    bold && 'font-weight="bold"',
    anchor && `text-anchor="${anchor}"`,
    halo && `stroke="${halo}" stroke-width="7" stroke-linejoin="round" paint-order="stroke"`,
  ]
    .filter(attribute => attribute)
    .join(' ')
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" font-size="${size}" fill="${fill}" ${more}>${escaped(words)}</text>`
}
