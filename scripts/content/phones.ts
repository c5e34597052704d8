import {
  type CountryCode,
  getCountryCallingCode,
  isPossiblePhoneNumber,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js'
import { isOffLimits, isOffLimitsSite } from '../../src/knowledge/doNotOffer.ts'
import { country } from '../../src/knowledge/regions.ts'
import type { Resource } from '../../src/knowledge/schema.ts'
import type { Material } from './material.ts'
import type { Fault, Rule } from './rule.ts'

const longest = 180

export const phonesOf = ({ call, text, also_call }: Resource) =>
  [call, text, ...also_call].filter(phone => phone !== undefined)

type Found = Omit<Fault, 'file' | 'line'>

/** Why a number cannot be right where it is offered. */
function wrongNumber(dial: string, region: string, { shortCodes }: Material['house']): Found | undefined {
  const place = country(region)
  if (!dial.startsWith('+')) {
    if (shortCodes[place]?.includes(dial)) return undefined
    return {
      wrong: `${dial} is no short number that we know of in ${place}`,
      why: 'a short number has no plan to check it against, so it is written down twice on purpose',
      todo: `read it again at the operator's; if it is right, add it under ${place} in short-codes.yaml`,
    }
  }
  const todo = "read it again on the operator's own page"
  if (!isPossiblePhoneNumber(dial))
    return { wrong: `${dial} cannot be a number`, why: 'it is too long or too short for its country', todo }
  const expected = isSupportedCountry(place) ? getCountryCallingCode(place as CountryCode) : undefined
  const own = parsePhoneNumberFromString(dial)?.countryCallingCode
  // Freephone numbers of the whole world (+800) belong to no country.
  if (!expected || own === expected || own === '800') return undefined
  return { wrong: `${dial} is not a number of ${place}`, why: `numbers there begin with +${expected}`, todo }
}

function pastDate(resource: Resource): Found[] {
  const days = Temporal.PlainDate.from(resource.checked).until(resource.check_again).days
  if (phonesOf(resource).length === 0 || days <= longest) return []
  return [
    {
      wrong: `is to be checked again after ${days} days`,
      why: `numbers change hands, so one is read again within ${longest} days`,
      todo: `set check_again at most ${longest} days after checked`,
    },
  ]
}

function offLimits(resource: Resource, { knowledge }: Material): Found[] {
  const list = knowledge.doNotOffer
  const numbers = phonesOf(resource)
    .flatMap(({ dial, display }) => [dial, display])
    .flatMap(number => {
      const why = isOffLimits(list, number, resource.region)
      return why ? [{ wrong: `offers ${number}`, why, todo: 'take it out: see do-not-offer.yaml' }] : []
    })
  const pages = [resource.link, resource.chat, ...resource.sources.map(({ url }) => url)].flatMap(url => {
    const why = url && isOffLimitsSite(list, url)
    return why ? [{ wrong: `relies on ${url}`, why, todo: "name the operator's or a government's page" }] : []
  })
  return [...numbers, ...pages]
}

export const phones: Rule = {
  name: 'services',
  policy: `A service's numbers can exist where it is, are read again within ${longest} days, and are not off limits.`,
  resource: (resource, all) => {
    const file = all.fileOf(resource.id)
    const impossible = phonesOf(resource).flatMap(
      ({ dial }) => wrongNumber(dial, resource.region, all.house) ?? [],
    )
    return [...impossible, ...pastDate(resource), ...offLimits(resource, all)].map(found => ({
      ...found,
      file,
      line: all.line(file, `id: ${resource.id}`),
      wrong: `${resource.id} ${found.wrong}`,
    }))
  },
  everything: all => {
    const offered = new Set(
      all.knowledge.resources.flatMap(r => phonesOf(r).map(({ dial }) => `${country(r.region)} ${dial}`)),
    )
    return Object.entries(all.house.shortCodes).flatMap(([place, codes]) =>
      codes
        .filter(code => !offered.has(`${place} ${code}`))
        .map(code => ({
          file: 'short-codes.yaml',
          line: all.line('short-codes.yaml', place),
          wrong: `${code} of ${place} is no longer needed`,
          why: 'no service uses it, and it would let a mistyped number through',
          todo: 'delete it',
        })),
    )
  },
}
