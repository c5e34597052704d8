import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  StringSelectMenuInteraction,
} from 'discord.js'
import type { Context } from '../../core/ask.ts'
import { readButton } from '../../core/dm.ts'
import { hintFrom, localeFrom } from '../../core/locale.ts'
import type { Typed } from '../../core/typed.ts'

/** Interactions that ask something. */
export type Asking = ChatInputCommandInteraction | ButtonInteraction | StringSelectMenuInteraction

/** The words that call a command: `film`, `reminders create`. */
export const wordsOf = (interaction: ChatInputCommandInteraction | AutocompleteInteraction): string =>
  [interaction.commandName, interaction.options.getSubcommand(false)].filter(word => word).join(' ')

/** What was typed: options by name, or the line that a button or a menu choice carries. */
export function typed(interaction: Asking): Typed {
  if (interaction.isButton()) return readButton(interaction.customId).line
  if (interaction.isStringSelectMenu()) return interaction.values[0] ?? '/help'
  const [first] = interaction.options.data
  const given = first?.options ?? interaction.options.data
  const values = Object.fromEntries(
    given.filter(o => o.value !== undefined).map(o => [o.name, String(o.value)]),
  )
  return { command: wordsOf(interaction), values }
}

/** Who may is read from this very interaction; Discord computes the permissions. No id is kept. */
export const context = (interaction: Asking, now: Temporal.Instant): Context => ({
  by: { isModerator: () => interaction.memberPermissions?.has('ManageGuild') === true },
  now,
  locale: localeFrom(interaction.locale),
  hint: hintFrom(interaction.locale),
  place: interaction.guildId
    ? { community: `discord:${interaction.guildId}`, channel: interaction.channelId ?? '' }
    : undefined,
})
