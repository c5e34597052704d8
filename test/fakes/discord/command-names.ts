/** Names, descriptions and sizes of application commands, localizations included. */
import { asObject, asObjects, asText, type Json, lengthOf } from './json.ts'
import type { FormBody, Path } from './refusal.ts'

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
/** https://docs.discord.com/developers/reference#locales */
const LOCALES =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  )

/** Names are of one alphabet, in lower case where the letters have one; localizations follow the same rule. */
export function checkName(named: Json, path: Path, form: FormBody): void {
  const names = [['name', named.name] as const, ...localized(named, 'name', path, form)]
  for (const [at, name] of names) {
    const text = asText(name)
    if (NAME.test(text) && text === text.toLowerCase()) continue
    form.report([...path, ...at.split('/')], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
  }
  for (const [at, text] of localized(named, 'description', path, form)) {
    if (lengthOf(asText(text)) >= 1 && lengthOf(asText(text)) <= 100) continue
    form.report([...path, ...at.split('/')], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.')
  }
}

function localized(named: Json, field: string, path: Path, form: FormBody): (readonly [string, unknown])[] {
  const key = `${field}_localizations`
  const entries = Object.entries(asObject(named[key]))
  for (const [locale] of entries) {
    if (!LOCALES.includes(locale)) form.report([...path, key, locale], 'BASE_TYPE_CHOICES', 'Unknown locale.')
  }
  return entries.map(([locale, text]) => [`${key}/${locale}`, text] as const)
}

/** Names, descriptions and values of a command, its options and choices; of localizations only the longest. */
export function sizeOf(named: Json): number {
  const longest = (field: string) =>
    Math.max(
      0,
      ...[named[field], ...Object.values(asObject(named[`${field}_localizations`]))].map(text =>
        lengthOf(asText(text)),
      ),
    )
  const nested = [...asObjects(named.options), ...asObjects(named.choices)]
  return (
    longest('name') +
    longest('description') +
    lengthOf(asText(named.value)) +
    nested.reduce((sum, part) => sum + sizeOf(part), 0)
  )
}
