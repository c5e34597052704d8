import { createRequire } from 'node:module'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js'
import type { Phone } from '../core/reply.ts'
import type { House } from './house.ts'
import { country } from './regions.ts'

/** The plans of all countries, which only moderators who write a number need: 2 MB, loaded for the first of them. */
const plans = (): typeof import('libphonenumber-js') => createRequire(import.meta.url)('libphonenumber-js')

/**
 * A number as somebody wrote it, made one that can be dialled; or what is wrong with it, in a sentence. A short one
 * cannot be checked against a country's plan, so it must stand in content/short-codes.yaml.
 */
export function readPhone(
  typed: string,
  region: string | undefined,
  shortCodes: House['shortCodes'],
): Phone | { wrong: string } {
  const place = region === undefined ? undefined : country(region)
  const written = typed.trim()
  const said = `“${written.slice(0, 40)}”`
  const compact = written.replace(/[\s().-]/g, '')
  if (/^[*\d]{1,6}$/.test(compact)) {
    if (!place)
      return { wrong: `${said} is a short number. Set the region first, such as /settings region:US-WV.` }
    return shortCodes[place]?.includes(compact)
      ? { dial: compact, display: compact }
      : { wrong: `${said} is no short number that I know of in ${place}. Give the full number.` }
  }
  const { isSupportedCountry, parsePhoneNumberFromString } = plans()
  const home = place && isSupportedCountry(place) ? place : undefined
  if (!home && !written.startsWith('+'))
    return {
      wrong: `I do not know the country of ${said}. Begin it with + and the country code, or set the region: /settings region:US-WV.`,
    }
  const number = parsePhoneNumberFromString(written, { defaultCountry: home, extract: false })
  if (!number?.isValid())
    return {
      wrong: `${said} cannot be a phone number${home ? ` in ${home}` : ''}: write all its digits and nothing else. One from another country begins with + and the country code.`,
    }
  return { dial: number.number, display: shownIn(home, number) }
}

const shownIn = (home: CountryCode | undefined, number: PhoneNumber): string =>
  number.country === home ? number.formatNational() : number.formatInternational()
