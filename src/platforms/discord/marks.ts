import type { Marks } from '../../core/text.ts'

/** Characters to which Discord's Markdown gives a meaning (https://support.discord.com/hc/en-us/articles/210298617). */
const special = /[\\*_~`|[\]()<>@]/g
const atLineStart = /^(\s*)([#>+-])/gm

/** Plain words stay plain words: no mark, no mention, no masked link. Addresses are left whole. */
export const escapeWords = (words: string): string =>
  words
    .split(/(https?:\/\/[^\s<>()[\]]+)/)
    .map((piece, index) =>
      index % 2 === 1 ? piece : piece.replace(special, '\\$&').replace(atLineStart, '$1\\$2'),
    )
    .join('')

const address = (url: string): string =>
  url.replace(/[()\s<>]/g, c => `%${c.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}`)

export const marks: Marks = {
  escape: escapeWords,
  strong: words => (words.trim() ? `**${words.trim()}**${words.endsWith(' ') ? ' ' : ''}` : words),
  emphasis: words => (words.trim() ? `*${words.trim()}*${words.endsWith(' ') ? ' ' : ''}` : words),
  link: (label, url) => `[${label}](${address(url)})`,
  // In words as well: the reader's own zone may be another (https://docs.discord.com/developers/reference#message-formatting).
  instant: (seconds, words) => `${words} (<t:${seconds}:f>)`,
  spoiler: words => `||${words}||`,
  item: (words, number) => `${number === undefined ? '-' : `${number}.`} ${words.replaceAll('\n', ' ')}`,
  quote: words => words.replace(/^/gm, '> '),
}
