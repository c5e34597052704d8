/**
 * Both rendering libraries read marks where the platforms read none: Discord's does not know `\*`, Slack's makes bold
 * of `*4141*` in plain text. A shielded character passes through them as one from Unicode's private area, which no
 * markup knows, and `unshield` puts it back into the finished HTML as plain text.
 */
const base = 0xe000
const punctuation = /[!-/:-@[-`{-~]/g

const hide = (c: string): string => String.fromCharCode(base + c.charCodeAt(0))

/** Takes every mark's meaning away. */
export const shield = (words: string): string => words.replace(punctuation, hide)

/** Takes the meaning away from these characters only. */
export const shieldOnly = (words: string, characters: RegExp): string => words.replace(characters, hide)

/** Puts the characters back into HTML, written so that they cannot be markup there either. */
export const unshield = (html: string): string =>
  html
    // An address that went through an URL parser holds them percent-encoded.
    .replace(/%EE%8[01]%[89AB][0-9A-F]/g, decodeURIComponent)
    .replace(/[\ue021-\ue07e]/g, c => `&#${c.charCodeAt(0) - base};`)
