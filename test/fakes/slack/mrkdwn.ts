import type { Workspace } from './workspace.ts'

/**
 * Slack reads `&`, `<` and `>` as control characters: everything else in a message must carry them as entities.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
const sequence = /<([^<>\n]*)>/g
const link = /^(?:https?:\/\/|mailto:|tel:|slack:\/\/)[^\s|]+(?:\|([^|]+))?$/
const mention = /^(?:@[UW][A-Z0-9]+|![a-z]+|!subteam\^[A-Z0-9]+|#[CG][A-Z0-9]+)(?:\|[^|]*)?$/
const date = /^!date\^\d+\^[^|]+\|[^|]+$/
const entity = /&(?:amp|lt|gt);/g

/** Sequences that notify somebody. https://docs.slack.dev/messaging/formatting-message-text#special-mentions */
const ping = /<(?:@[UW][A-Z0-9]+|!(?:channel|here|everyone)|!subteam\^[A-Z0-9]+)(?:\|[^<>]*)?>/g

export function findPings(text: string): string[] {
  return text.match(ping) ?? []
}

/** With `link_names` or `parse: full` Slack also reads plain names. */
export function findPlainPings(text: string): string[] {
  return text.match(/(?<![\w@])@(?:channel|here|everyone|[\w.-]+)/g) ?? []
}

/**
 * Every raw `&`, `<` or `>` that is neither an entity nor part of a sequence Slack knows, with a little of what
 * surrounds it. `>` that opens a line is quoting, which is markup.
 */
export function findUnescaped(text: string): string[] {
  const blanked = text
    .replace(sequence, (whole, inside: string) => {
      const label = link.exec(inside)
      if (label) return ' '.repeat(whole.length - (label[1]?.length ?? 0)) + (label[1] ?? '')
      return mention.test(inside) || date.test(inside) ? ' '.repeat(whole.length) : whole
    })
    .replace(entity, whole => ' '.repeat(whole.length))
    .replace(/^(\s*)>(?:>>)?/gm, whole => ' '.repeat(whole.length))
  return [...blanked.matchAll(/[&<>]/g)].map(hit => text.slice(Math.max(0, hit.index - 8), hit.index + 12))
}

function escapeTyped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * What Slack does to text a person types, before an app sees it. With `should_escape` a name that means somebody
 * or something becomes a sequence, and so does an address.
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function sequencesTyped(text: string, { channels, users, usergroups }: Workspace): string {
  const known: Record<string, string> = {}
  for (const { id, name } of channels.values()) known[`#${name}`] = `<#${id}|${name}>`
  for (const { id, name = id.toLowerCase() } of users) known[`@${name}`] = `<@${id}|${name}>`
  for (const { id, handle } of usergroups) known[`@${handle}`] = `<!subteam^${id}|@${handle}>`
  return escapeTyped(text)
    .replace(/[#@][\w.-]+/g, name => known[name] ?? name)
    .replace(/https?:\/\/[^\s"]+/g, address => `<${address}>`)
}
