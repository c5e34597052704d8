import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  StringSelectMenuInteraction,
} from 'discord.js'
import type { Context, Person } from '../../core/ask.ts'
import { hintFrom, localeFrom } from '../../core/locale.ts'
import { readButton } from '../../core/press.ts'
import type { Typed } from '../../core/typed.ts'
import { download } from './attachment.ts'

/** Interactions that ask something. */
export type Asking = ChatInputCommandInteraction | ButtonInteraction | StringSelectMenuInteraction

type Anyone = Asking | AutocompleteInteraction

/** The words that call a command: `film`, `reminders create`. */
export const wordsOf = (interaction: ChatInputCommandInteraction | AutocompleteInteraction): string =>
  [interaction.commandName, interaction.options.getSubcommand(false)].filter(word => word).join(' ')

/** The options given, whether or not they stand under a subcommand. */
const given = ({ options: { data } }: ChatInputCommandInteraction) => data[0]?.options ?? data

/** What was typed: options by name, or the line that a button or a menu choice carries. A file is still its id. */
export function typed(interaction: Asking): Typed {
  if (interaction.isButton()) return readButton(interaction.customId).line
  if (interaction.isStringSelectMenu()) return interaction.values[0] ?? '/help'
  const values = given(interaction).filter(o => o.value !== undefined)
  return {
    command: wordsOf(interaction),
    values: Object.fromEntries(values.map(o => [o.name, String(o.value)])),
  }
}

/** The files given with a command, by the name of their option. */
export const filesOf = (interaction: Asking): { name: string; url: string }[] =>
  interaction.isChatInputCommand()
    ? given(interaction).flatMap(({ name, attachment }) =>
        attachment ? [{ name, url: attachment.url }] : [],
      )
    : []

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

export const context = (interaction: Anyone, now: Temporal.Instant): Context => ({
  by: person(interaction),
  now,
  locale: localeFrom(interaction.locale),
  hint: hintFrom(interaction.locale),
  place: interaction.guildId
    ? { community: `discord:${interaction.guildId}`, channel: interaction.channelId ?? '' }
    : undefined,
  openly: isOpenly(interaction),
  // What Discord says of this very channel; an installation by a user alone has no say there.
  mayPost: interaction.appPermissions?.has(['ViewChannel', 'SendMessages']) === true,
})
