import {
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js'
import type { Context, Person } from '../../core/ask.ts'
import { spelled } from '../../core/command.ts'
import type { Place } from '../../core/community.ts'
import { hintFrom, localeFrom } from '../../core/locale.ts'
import type { Bot } from '../../core/platform.ts'
import { type Press, readButton } from '../../core/press.ts'
import type { Typed } from '../../core/typed.ts'
import { download } from './attachment.ts'
import { type Filled, filled } from './form.ts'

/** Interactions that ask something. */
export type Asking =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | StringSelectMenuInteraction
  | ModalSubmitInteraction

type Anyone = Asking | AutocompleteInteraction

/** The words that call a command: `film`, `reminders create`. */
export const wordsOf = (interaction: ChatInputCommandInteraction | AutocompleteInteraction): string =>
  [interaction.commandName, interaction.options.getSubcommand(false)].filter(word => word).join(' ')

/** The options given, whether or not they stand under a subcommand. */
const given = ({ options: { data } }: ChatInputCommandInteraction) => data[0]?.options ?? data

/** What an interaction asks: options by name, or the line that a button or a menu choice carries. A file is still its id. */
export function asked(interaction: Asking, bot: Bot): Filled & { kind: Press['kind'] } {
  if (interaction.isButton()) {
    const { kind, line } = readButton(interaction.customId)
    return { kind, typed: line, files: [] }
  }
  if (interaction.isModalSubmit()) return { kind: 'ask', ...filled(interaction, bot) }
  if (interaction.isStringSelectMenu())
    return { kind: 'ask', typed: interaction.values[0] ?? '/help', files: [] }
  if (interaction.isMessageContextMenuCommand())
    return { kind: 'ask', typed: shortcut(interaction, bot), files: [] }
  const all = given(interaction)
  const values = all.filter(o => o.value !== undefined).map(o => [o.name, String(o.value)])
  return {
    kind: 'ask',
    typed: { command: wordsOf(interaction), values: Object.fromEntries(values) },
    files: all.flatMap(({ name, attachment }) => (attachment ? [{ name, url: attachment.url }] : [])),
  }
}

/** The command behind a shortcut beside a message. The message comes with it, and nothing here looks at it. */
function shortcut({ commandName }: MessageContextMenuCommandInteraction, { commands }: Bot): Typed {
  const found = spelled(commands).find(({ command }) => command.shortcuts?.message === commandName)
  return `/${found?.words ?? commandName}`
}

/** What was typed with the text of each file in place of its id, or why one cannot be read. */
export async function withTexts(
  asked: Typed,
  files: readonly { name: string; url: string }[],
  apiUrl: string | undefined,
): Promise<Typed | { wrong: string }> {
  if (typeof asked === 'string') return asked
  const values = { ...asked.values }
  for (const { name, url } of files) {
    const read = await download(url, apiUrl)
    if ('wrong' in read) return read
    values[name] = read.text
  }
  return { ...asked, values }
}

/**
 * Who may is read from this very interaction: Discord computes the permissions and names the roles. What this machine
 * knows of the server's roles may be behind, so discord.js's own list of a member's roles, which leaves out those it
 * does not know, is not asked.
 */
function isModerator({ member, memberPermissions, user }: Anyone, named: readonly string[]): boolean {
  if (!member) return false
  if (memberPermissions?.has('ManageGuild')) return true
  const roles: readonly string[] = Array.isArray(member.roles)
    ? member.roles
    : (member as unknown as { _roles: string[] })._roles
  return named.some(id => id === user.id || roles.includes(id))
}

const person = (interaction: Anyone): Person => ({
  isModerator: named => isModerator(interaction, named),
  signature: () => interaction.user.id,
})

/**
 * Openly is what is typed in a channel. In a thread it is not: the channel above it may be one where the moderators
 * want quiet.
 */
const isOpenly = (interaction: Anyone): boolean =>
  interaction.isChatInputCommand() && interaction.inGuild() && interaction.channel?.isThread() === false

/**
 * An app that somebody installed for themselves works in servers that know nothing of it: no community, no settings,
 * nothing kept (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object).
 */
function placeOf({ guildId, channelId, authorizingIntegrationOwners, client }: Anyone): Place | undefined {
  if (!guildId) return undefined
  const installed =
    authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] === guildId ||
    client.guilds.cache.has(guildId)
  return installed ? { community: `discord:${guildId}`, channel: channelId ?? '' } : undefined
}

/** A thread has a permission of its own (https://docs.discord.com/developers/topics/threads#permissions). */
const toSend = ({ channel }: Anyone) => (channel?.isThread() ? 'SendMessagesInThreads' : 'SendMessages')

export const context = (interaction: Anyone, now: Temporal.Instant): Context => ({
  by: person(interaction),
  now,
  locale: localeFrom(interaction.locale),
  hint: hintFrom(interaction.locale),
  place: placeOf(interaction),
  openly: isOpenly(interaction),
  // What Discord says of this very channel; an installation by a user alone has no say there.
  mayPost: interaction.appPermissions?.has(['ViewChannel', toSend(interaction)]) === true,
})
