/** Something in a message that can be pressed, in the order in which it stands there. */
export type Control = { line: string } | { url: string } | { choices: { label: string; line: string }[] }

/** A payload as a platform would receive it, and how it looks there. `controls` are in the HTML's order. */
export type Rendering = { payload: object; html: string; controls: Control[] }

/** A picture that needs no network: a letter on a disc. */
export const avatar = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#0e7c86"/><text x="20" y="28" font-family="sans-serif" font-size="22" font-weight="700" fill="#fff" text-anchor="middle">H</text></svg>',
)}`
