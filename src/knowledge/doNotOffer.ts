import { z } from 'zod'
import { around } from './regions.ts'

const digitsOf = (words: string): string => words.replace(/\D/g, '')
/** From this many digits on, a number is the same line everywhere; a shorter one is another in each country. */
const long = 9

const page = z.url({ protocol: /^https?$/ })

/** content/do-not-offer.yaml: numbers and sites that nobody may add, and why. */
export const DoNotOffer = z.strictObject({
  numbers: z.array(
    z
      .strictObject({
        number: z.string().regex(/\d{2}/, 'must be a number such as 1-800-555-0100'),
        /** Where it is off limits. */
        region: z
          .string()
          .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)
          .optional(),
        why: z.string().min(10).max(160),
        source: page.optional(),
      })
      .refine(({ number, region }) => region || digitsOf(number).length >= long, {
        message: 'is needed: a short number means something else in another country',
        path: ['region'],
      }),
  ),
  sites: z.array(
    z.strictObject({
      host: z.string().regex(/^[a-z0-9.-]+\.[a-z]+$/, 'must be a host such as example.org'),
      why: z.string().min(10).max(160),
      source: page.optional(),
    }),
  ),
})
export type DoNotOffer = z.infer<typeof DoNotOffer>

/** Without the exit code (0 or 1) that some write before it and some do not. */
const bare = (number: string): string => digitsOf(number).replace(/^[01](?=\d{9})/, '')

/**
 * Why a number must not be offered, or undefined where nothing speaks against it. Takes what a phone dials or what
 * people read ("1-800-273-8255 press 1"). `region` is where it would be offered; without one every region counts.
 */
export function isOffLimits(list: DoNotOffer, number: string, region?: string): string | undefined {
  const digits = digitsOf(number)
  const reaches = (there?: string) =>
    !region || !there || around(region).includes(there) || around(there).includes(region)
  return list.numbers.find(one =>
    digitsOf(one.number).length >= long
      ? digits.includes(bare(one.number))
      : digits === digitsOf(one.number) && reaches(one.region),
  )?.why
}

/** Why a page must be neither a source nor a link. */
export function isOffLimitsSite(list: DoNotOffer, url: string): string | undefined {
  const { hostname } = new URL(url)
  return list.sites.find(({ host }) => hostname === host || hostname.endsWith(`.${host}`))?.why
}

/** Why something in a free text must not be offered: the first number or page in it that the list names. */
export function offLimitsIn(list: DoNotOffer, words: string, region?: string): string | undefined {
  const numbers = words.match(/\+?\d[\d\s().-]{1,18}\d/g) ?? []
  const pages = words.match(/\b(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}\b/gi) ?? []
  const whys = [
    ...numbers.map(number => isOffLimits(list, number, region)),
    ...pages.map(page => isOffLimitsSite(list, /^https?:/i.test(page) ? page : `https://${page}`)),
  ]
  return whys.find(why => why !== undefined)
}
