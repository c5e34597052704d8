import type { Marks } from '../../core/text.ts'

/** Characters to which Discord's Markdown gives a meaning (https://support.discord.com/hc/en-us/articles/210298617). */
const special = /[\\*_~`|[\]()<>@#]/g
const atLineStart = /^(\s*)([+-])/gm
/** Discord counts for itself: without the backslash "2020. …" and "1999. …" on two lines become 2020 and 2021. */
const numberAtLineStart = /^(\s*\d+)\.(?=\s|$)/gm

/** Discord takes what closes a heading away, escaped or not. */
const closingHash = /#(?=[^\S\n]*$)/gm

const addresses =
  /(https?:\/\/(?:\([^\s<>()]*\)|[^\s<>()[\]])*(?:\([^\s<>()]*\)|[^\s<>()[\].,:;"'!?*_~|`\\]))/

/** Plain words stay plain words: no mark, no mention, no masked link. Addresses are left whole. */
export const escapeWords = (words: string): string =>
  words
    .split(addresses)
    .map((piece, index, all) => (index % 2 === 1 ? bareAddress(piece, all[index + 1]!) : escapePlain(piece)))
    .join('')

const escapePlain = (words: string): string =>
  words
    .replace(special, '\\$&')
    .replace(/(https?):(?=\/\/)/g, '$1\\:')
    .replace(closingHash, '#\u200B')
    .replace(atLineStart, '$1\\$2')
    .replace(numberAtLineStart, '$1\\.')

/**
 * Discord makes a link of an address as far as the next space or `<`, backslashes and marks included: one that no space
 * follows is put in angle brackets, which Discord does not show, and one that holds marks itself is no link.
 */
function bareAddress(url: string, next: string): string {
  if (/[*~|`\\]/.test(url)) return escapePlain(url)
  return /^\s/.test(next) ? url : `<${url}>`
}

const address = (url: string): string =>
  url.replace(/[()\s<>]/g, c => `%${c.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}`)

/** Marks stand at words: spaces go outside. */
const around = (mark: string, words: string): string =>
  words.trim() ? words.replace(/^(\s*)([\s\S]*?)(\s*)$/, `$1${mark}$2${mark}$3`) : words

export const marks: Marks = {
  escape: escapeWords,
  // `**a****b**` is one mark too many in a row: a space of no width parts them.
  between: '\u200B',
  strong: words => around('**', words),
  emphasis: words => around('*', words),
  // Discord shows a link as it is written where its label holds an address or a bracket.
  link: (label, url) => {
    if (label === url || label === `<${url}>`) return label
    return /https?\\?:|[[\]]/.test(label) ? `${label} (<${address(url)}>)` : `[${label}](${address(url)})`
  },
  // In words as well: the reader's own zone may be another (https://docs.discord.com/developers/reference#message-formatting).
  instant: (seconds, words) => `${words} (you: <t:${seconds}:f>)`,
  // Discord looks for the next two bars, escaped or not.
  spoiler: words => `||${words}${words.endsWith('|') ? '\u200B' : ''}||`,
  item: (words, number) => `${number === undefined ? '-' : `${number}.`} ${words.replaceAll('\n', ' ')}`,
  quote: words => `> ${words.replaceAll('\n', '\n> ')}`,
}
