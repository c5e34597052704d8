import type { Context } from '../../core/ask.ts'

/** Names that Slack keeps for itself or that clash with its own commands, and what we use there instead. */
export const renamed: Record<string, string> = {
  help: 'heroine',
  about: 'heroine-about',
  settings: 'heroine-settings',
}
const original = Object.fromEntries(Object.entries(renamed).map(([ours, theirs]) => [theirs, ours]))

/** A command's name as it is typed on Slack. */
export const slackName = (name: string): string => renamed[name] ?? name

/** `<#C123|general>`, `<@U123|name>` and `<!subteam^S123|@group>`: the id is what we want. */
const mentions = /<(?:#|@|!subteam\^)([A-Z0-9]+)(?:\|[^>]*)?>/g
/** `<https://example.org>` and `<http://example.org|example.org>`: a label is what was typed. */
const addresses = /<((?:https?:|mailto:|tel:)[^|>]+)(?:\|([^>]*))?>/g

/**
 * The line somebody typed. Because the manifest says `should_escape`, Slack turns channels, people and addresses in
 * it into sequences of its own, and escapes three characters
 * (https://docs.slack.dev/interactivity/implementing-slash-commands). A user group comes as the sequence that mentions
 * one (https://docs.slack.dev/messaging/formatting-message-text). Sequences come first: one that somebody typed letter
 * by letter arrives with its brackets escaped and stays words.
 */
export function lineOf(command: string, text: string): string {
  const name = command.replace(/^\//, '')
  const words = text
    .replace(mentions, '$1')
    .replace(addresses, (_, address: string, label?: string) => label || address)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return `/${original[name] ?? name} ${words}`.trim()
}

/** Slack tells no language with a command; the community's setting decides. A direct message has a workspace too. */
export const context = (
  team: string,
  channel: string,
  asked: Pick<Context, 'by' | 'now' | 'openly'>,
): Context => ({ ...asked, locale: 'en', place: { community: `slack:${team}`, channel } })
