import type { Action } from './reply.ts'

/**
 * What pressing a button does. Its id on the platform says it all, and nothing else is kept:
 * - `ask`: a command already typed for you
 * - `dm`: the same, answered in your own direct messages
 * - `share`: shows privately what everyone would see; `post` posts that
 * - `form`: asks for some of the command's options first
 */
export type Press = { kind: 'ask' | 'dm' | 'share' | 'post'; line: string } | Filling
export type Filling = { kind: 'form'; line: string; fields: string[] }

type Asking = Extract<Action, { ask: string }>
const kinds = ['dm', 'share', 'post'] as const

/** The id of a button; at most 100 characters, as Discord allows, since a line has at most 96. */
export function buttonId({ ask, does }: Asking): string {
  if (!does) return ask
  return typeof does === 'string' ? `${does} ${ask}` : `form ${does.form.join(',')} ${ask}`
}

/** What a pressed button's id asks. An id that nobody knows is a line, and gets the answer of a mistake. */
export function readButton(id: string): Press {
  const kind = kinds.find(known => id.startsWith(`${known} /`))
  if (kind) return { kind, line: id.slice(kind.length + 1) }
  const [, fields, line] = /^form ([a-z,]+) (\/.*)$/.exec(id) ?? []
  return fields && line ? { kind: 'form', line, fields: fields.split(',') } : { kind: 'ask', line: id }
}
