import type { Settings } from '../../src/core/community.ts'
import { LocalResource } from '../../src/core/localResource.ts'
import type { Phone } from '../../src/core/reply.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { here, offLimitsInLocal, readLink } from '../../src/knowledge/local.ts'
import type { Given } from './options.ts'

/** Why it cannot be saved, for whoever typed it. */
export type Wrong = { title: string; wrong: string }
export const isWrong = (read: object): read is Wrong => 'wrong' in read

const title = 'I cannot save that yet'
const wrong = (words: string): Wrong => ({ title, wrong: words })

/** One line of plain words. */
const oneLine = (typed: string): string => typed.replace(/[\s\p{Cc}]+/gu, ' ').trim()
/** The same, where `none` takes a field away. */
const plain = (typed: string): string | undefined => {
  const words = oneLine(typed)
  return /^(none|)$/i.test(words) ? undefined : words
}

/** The fields that somebody named, as they are kept; what was not named is left out, what was taken away is undefined. */
export function readGiven(
  given: Given,
  knowledge: Knowledge,
  region: string | undefined,
  today: string,
): Partial<LocalResource> | Wrong {
  const read: Partial<LocalResource> = {}
  if (given.need !== undefined) read.need = given.need
  if (given.name !== undefined) read.name = oneLine(given.name)
  for (const name of ['about', 'hours', 'place'] as const)
    if (given[name] !== undefined) read[name] = plain(given[name])
  for (const [name, written] of [
    ['call', given.phone],
    ['text', given.text],
  ] as const) {
    if (written === undefined) continue
    const phone: Phone | { wrong: string } | undefined =
      plain(written) === undefined ? undefined : knowledge.phone(written, region)
    if (phone && 'wrong' in phone) return wrong(phone.wrong)
    read[name] = phone
  }
  if (given.link !== undefined) {
    const link = plain(given.link) === undefined ? undefined : readLink(given.link)
    if (typeof link === 'object') return wrong(link.wrong)
    read.link = link
  }
  if (given.check !== undefined) {
    const latest = Temporal.PlainDate.from(today).add({ years: 1 }).toString()
    if (given.check <= today || given.check > latest)
      return wrong('The day to check again must come after today and within a year: numbers change hands.')
    read.checkAgain = given.check
  }
  return read
}

/** Whether one may stand among a community's resources as it is. */
export function checkWhole(
  candidate: Record<string, unknown>,
  knowledge: Knowledge,
  { resources = [], region }: Settings,
): LocalResource | Wrong {
  const parsed = LocalResource.safeParse(candidate)
  if (!parsed.success) return wrong(parsed.error.issues.map(told)[0]!)
  const resource = parsed.data
  const { id, need, about, call, text, link, place } = resource
  if (!call && !text && !link && !place)
    return wrong('Say how people reach it: give at least one of phone, text, link or place.')
  const other = resources.find(r => r.need === here && r.id !== id)
  if (need === here && other)
    return wrong(
      `The emergency card has room for one line, and “${other.name}” has it: /resources edit ${other.id}, or remove it first.`,
    )
  if (need === here && !place && !about)
    return wrong('The line on the emergency card says where naloxone is: give the place.')
  const why = offLimitsInLocal(knowledge, resource, region)
  if (why) return wrong(`It names a number or a page that must not be offered: ${why}.`)
  return resource
}

const told = ({ code, path, message }: { code: string; path: PropertyKey[]; message: string }): string => {
  const field = path[0] === undefined ? 'It' : String(path[0])
  if (code === 'too_big')
    return `${field} is too long: shorten it. In a link, letters beyond a to z count several times.`
  if (code === 'too_small') return `${field} is too short: give it at least two characters.`
  return `${field} ${message}.`
}
