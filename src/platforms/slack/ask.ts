import type { Context } from '../../core/ask.ts'
import { ourName } from './names.ts'

export { slackName } from './names.ts'

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
export function lineOf(command: string, text: string, prefix?: string): string {
  const name = `/${ourName(command.replace(/^\//, ''), prefix)}`
  if (!text) return name
  const words = text
    .replace(mentions, '$1')
    .replace(addresses, (_, address: string, label?: string) => label || address)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return `${name} ${words}`.trim()
}

/** A conversation between people has no channel to share anything in. */
export const isDirect = ({ id, name = '' }: { id: string; name?: string }): boolean =>
  id.startsWith('D') || name === 'directmessage' || name.startsWith('mpdm-')

/**
 * Slack tells no language with a command; the community's setting decides. A direct message has a workspace too.
 * Whether the bot may post somewhere is known once it has tried.
 */
export const context = (
  team: string,
  channel: { id: string; name?: string },
  asked: Pick<Context, 'by' | 'now' | 'openly'>,
): Context => ({
  ...asked,
  locale: 'en',
  place: { community: `slack:${team}`, channel: channel.id },
  ...(isDirect(channel) && { mayPost: false }),
})

/** Asked in a modal or on the Home tab: nobody else is there, and there is nowhere to post. */
export const apart = (team: string, channel: string, asked: Pick<Context, 'by' | 'now'>): Context => ({
  ...context(team, { id: channel }, { ...asked, openly: false }),
  mayPost: false,
})
