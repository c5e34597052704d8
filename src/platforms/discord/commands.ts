import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { type Command, type Commands, type Folder, isFolder, spelled } from '../../core/command.ts'
import type { Names } from '../../core/names.ts'
import type { Option } from '../../core/options.ts'
import { localizations, localizedOptions } from './localizations.ts'

/** Discord takes at most 25 fixed choices; longer lists are searched as somebody types. */
export const mostChoices = 25

export type Registered =
  | RESTPostAPIChatInputApplicationCommandsJSONBody
  | RESTPostAPIContextMenuApplicationCommandsJSONBody

/** Everything that is registered: what is typed, and what stands beside a message. */
export const registration = (commands: Commands, names: Names = {}): Registered[] => [
  ...payload(commands, names),
  ...shortcuts(commands),
]

/** The commands as Discord registers them, typed options and all. */
export const payload = (
  commands: Commands,
  names: Names = {},
): RESTPostAPIChatInputApplicationCommandsJSONBody[] =>
  commands.filter(shown).map(entry => ({
    type: ApplicationCommandType.ChatInput,
    name: entry.name,
    description: entry.about,
    ...localizations(names, entry.name),
    ...where(entry.who),
    options: isFolder(entry)
      ? entry.subcommands.map(command => ({
          type: ApplicationCommandOptionType.Subcommand as const,
          name: command.name,
          description: command.about,
          ...localizations(names, `${entry.name} ${command.name}`),
          options: localizedOptions(optionsOf(command), names, `${entry.name} ${command.name}`),
        }))
      : localizedOptions(optionsOf(entry), names, entry.name),
  }))

const shortcuts = (commands: Commands): RESTPostAPIContextMenuApplicationCommandsJSONBody[] =>
  spelled(commands).flatMap(({ command: { shortcuts, who } }) =>
    shortcuts?.message
      ? [{ type: ApplicationCommandType.Message, name: shortcuts.message, ...where(who) }]
      : [],
  )

const { GuildInstall, UserInstall } = ApplicationIntegrationType
const { Guild, BotDM, PrivateChannel } = InteractionContextType

/**
 * Members' commands also work in direct messages and for somebody who installed the app for themself; moderators'
 * need a server, and are shown to who manages it unless its own settings say otherwise.
 */
const where = (who: Command['who']) =>
  who === 'moderators'
    ? {
        default_member_permissions: String(PermissionFlagsBits.ManageGuild),
        integration_types: [GuildInstall],
        contexts: [Guild],
      }
    : {
        default_member_permissions: null,
        integration_types: [GuildInstall, UserInstall],
        contexts: [Guild, BotDM, PrivateChannel],
      }

/** A command that stands behind a page or a button of its own is typed by nobody. */
const shown = (entry: Command | Folder): boolean => isFolder(entry) || !entry.hidden

/** Required ones first, or Discord refuses the command. */
const optionsOf = ({ options }: Command): APIApplicationCommandBasicOption[] =>
  Object.entries(options)
    .map(([name, option]) => typed(name, option))
    .sort((a, b) => Number(b.required) - Number(a.required))

/** Kinds that Discord lets people pick, and hands over by id. A person may also be a role. */
const picked = {
  channel: ApplicationCommandOptionType.Channel,
  role: ApplicationCommandOptionType.Role,
  person: ApplicationCommandOptionType.Mentionable,
  file: ApplicationCommandOptionType.Attachment,
} as const
const isPicked = (kind: Option['kind']): kind is keyof typeof picked => kind in picked

function typed(name: string, option: Option): APIApplicationCommandBasicOption {
  const common = { name, description: option.about, required: option.required === true }
  if (isPicked(option.kind)) return { type: picked[option.kind], ...common }
  const type = ApplicationCommandOptionType.String as const
  if (option.kind === 'choice' && option.choices.length <= mostChoices)
    return { type, ...common, choices: option.choices.map(({ value, label }) => ({ name: label, value })) }
  if (option.kind === 'choice' || option.kind === 'zone' || option.suggested)
    return { type, ...common, autocomplete: true }
  // 6,000 is the most that Discord takes (https://docs.discord.com/developers/interactions/application-commands).
  if (option.kind === 'text') return { type, ...common, max_length: Math.min(option.longest, 6000) }
  return { type, ...common }
}
