import type { ModalSubmitInteraction } from 'discord.js'
import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  ChannelType,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10'
import type { Form } from '../../core/form.ts'
import type { Option } from '../../core/options.ts'
import type { Bot } from '../../core/platform.ts'
import type { Typed } from '../../core/typed.ts'
import { mostChoices } from './commands.ts'

/** https://docs.discord.com/developers/components/reference#label and #text-input; so many fit on a phone as radios. */
const longest = { heading: 45, id: 100, typed: 4000, oneLine: 120, radios: 4 }

/** A form as Discord's modal. Its id is the line that the button named; nothing where that does not fit. */
export function modal(form: Form): APIModalInteractionResponseCallbackData | undefined {
  const line = [`/${form.words}`, ...Object.entries(form.given).map(([name, v]) => `${name}:${v}`)].join(' ')
  if (line.length > longest.id) return undefined
  return {
    custom_id: line,
    title: heading(form.title) ?? `/${form.words}`,
    components: form.fields.map(({ name, option }) => {
      const label = heading(option.about) ?? `${name[0]!.toUpperCase()}${name.slice(1)}`
      return {
        type: ComponentType.Label,
        label,
        ...(label !== option.about && { description: option.about }),
        component: field(name, option),
      }
    }),
  }
}

/** As many whole clauses as a heading holds. */
function heading(words: string): string | undefined {
  if ([...words].length <= longest.heading) return words
  const short = [...words].slice(0, longest.heading + 1).join('')
  return /^(.+)[;:,]/.exec(short)?.[1]?.trim()
}

/** Channels in which a message can stand. */
const channels = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]

function field(name: string, option: Option): APIComponentInLabel {
  const common = { custom_id: name, required: option.required === true }
  const picked = { ...common, min_values: option.required ? 1 : 0, max_values: 1 }
  switch (option.kind) {
    case 'channel':
      return { type: ComponentType.ChannelSelect, channel_types: channels, ...picked }
    case 'role':
      return { type: ComponentType.RoleSelect, ...picked }
    case 'person':
      return { type: ComponentType.MentionableSelect, ...picked }
    case 'file':
      return { type: ComponentType.FileUpload, ...picked }
    case 'choice': {
      const options = option.choices.map(({ value, label }) => ({ value, label }))
      if (options.length > 1 && options.length <= longest.radios)
        return { type: ComponentType.RadioGroup, ...common, options }
      if (options.length <= mostChoices) return { type: ComponentType.StringSelect, ...picked, options }
      return input(common, option, longest.oneLine)
    }
    case 'text':
      return input(common, option, Math.min(option.longest, longest.typed))
    default:
      return input(common, option, longest.oneLine)
  }
}

const input = (
  common: { custom_id: string; required: boolean },
  { example }: Option,
  most: number,
): APIComponentInLabel => ({
  type: ComponentType.TextInput,
  ...common,
  style: most > longest.oneLine ? TextInputStyle.Paragraph : TextInputStyle.Short,
  max_length: most,
  placeholder: example.replace(/^"(.*)"$/, '$1'),
})

export type Filled = { typed: Typed; files: { name: string; url: string }[] }

/** What somebody filled in, merged with what the button named: a command typed out. */
export function filled({ customId, fields }: ModalSubmitInteraction, bot: Pick<Bot, 'form'>): Filled {
  const form = bot.form({ kind: 'form', line: customId, fields: [...fields.fields.keys()] })
  if (!form) return { typed: customId, files: [] }
  const values = { ...form.given }
  const files: Filled['files'] = []
  for (const [name, given] of fields.fields) {
    const value = 'value' in given ? given.value : given.values[0]
    if (typeof value === 'string' && value.trim()) values[name] = value
    const url = 'attachments' in given ? given.attachments?.first()?.url : undefined
    if (url) files.push({ name, url })
  }
  return { typed: { command: form.words, values }, files }
}
