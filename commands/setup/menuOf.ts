import { type Draft, limits } from '../../src/core/reply.ts'

type Choices = { label: string; ask: string }[]

/** A menu that may be longer than one holds: its page, and a way to the next as the last choice. */
export function menuOf(label: string, choices: Choices, page: number, more: string): Pick<Draft, 'menu'> {
  if (choices.length === 0) return {}
  const size = limits.choices - 1
  const pages = choices.length <= limits.choices ? 1 : Math.ceil(choices.length / size)
  if (pages === 1) return { menu: { label, choices } }
  const at = Math.min(Math.max(page, 1), pages)
  const shown = choices.slice((at - 1) * size, at * size)
  const next = { label: `More (${(at % pages) + 1} of ${pages})`, ask: `${more}${(at % pages) + 1}` }
  return { menu: { label, choices: [...shown, next] } }
}
