import { type APIApplicationCommandBasicOption, Locale } from 'discord-api-types/v10'
import type { Names } from '../../core/names.ts'

/** Discord's names for our languages (https://docs.discord.com/developers/reference#locales). */
const spoken = { es: [Locale.SpanishES, Locale.SpanishLATAM] } as const

type Localized = {
  name_localizations?: Partial<Record<Locale, string>>
  description_localizations?: Partial<Record<Locale, string>>
}

/** Another language's name and description of what is spelled like this; nothing where there are none. */
export function localizations(names: Names, spelling: string): Localized {
  const found = names[spelling]?.es
  const each = (words: string) => Object.fromEntries(spoken.es.map(locale => [locale, words]))
  return {
    ...(found?.name && { name_localizations: each(found.name) }),
    ...(found?.about && { description_localizations: each(found.about) }),
  }
}

export const localizedOptions = (
  options: APIApplicationCommandBasicOption[],
  names: Names,
  words: string,
): APIApplicationCommandBasicOption[] =>
  options.map(option => ({ ...option, ...localizations(names, `${words} ${option.name}:`) }))
