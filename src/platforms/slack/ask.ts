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

/**
 * The line somebody typed. Slack escapes three characters and writes channels as `<#C123|general>`
 * (https://docs.slack.dev/interactivity/implementing-slash-commands).
 */
export function lineOf(command: string, text: string): string {
  const name = command.replace(/^\//, '')
  const words = text
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return `/${original[name] ?? name} ${words}`.trim()
}

/** Slack tells no language with a command; the community's setting decides. A direct message has a workspace too. */
export const context = (
  team: string,
  channel: string,
  isModerator: () => Promise<boolean>,
  now: Temporal.Instant,
): Context => ({
  by: { isModerator },
  now,
  locale: 'en',
  place: { community: `slack:${team}`, channel },
})
