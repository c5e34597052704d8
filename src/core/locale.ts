import { type Locale, locales } from './community.ts'

/** The language of ours that a language tag asks for: `es-419` → `es`; English for all that we do not speak. */
export const localeFrom = (tag: string | undefined): Locale =>
  locales.find(locale => tag?.toLowerCase().split('-')[0] === locale) ?? 'en'

/**
 * The country that a language tag names or most likely means: `en-GB` → `GB`, `de` → `DE`. Undefined where it says
 * nothing about a country (`es-419`). A hint only: many people leave their app in American English.
 */
export function hintFrom(tag: string | undefined): string | undefined {
  if (!tag) return undefined
  if (!hints.has(tag) && hints.size < mostHints) hints.set(tag, likely(tag))
  return hints.has(tag) ? hints.get(tag) : likely(tag)
}

/** Platforms know some thirty languages; a tag costs as much to read as a short answer. */
const mostHints = 200
const hints = new Map<string, string | undefined>()

function likely(tag: string): string | undefined {
  try {
    const region = new Intl.Locale(tag).maximize().region
    return region && /^[A-Z]{2}$/.test(region) ? region : undefined
  } catch {
    return undefined
  }
}
