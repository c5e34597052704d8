import type { CommunityId } from '../../src/core/community.ts'
import type { Configuration, Fault, PortableReminder } from '../../src/core/configuration.ts'
import type { LocalResource } from '../../src/core/localResource.ts'
import { zone } from '../../src/core/options.ts'
import { read } from '../../src/core/read.ts'
import { LocalDate } from '../../src/core/when.ts'
import { localNeeds, offLimitsInLocal, readLink } from '../../src/knowledge/local.ts'
import { readContent } from '../reminders/content.ts'
import { isWrong } from '../reminders/schedule.ts'
import type { Desk } from './desk.ts'
import { isEverybody } from './moderators.ts'

type Known = Pick<Desk, 'knowledge' | 'schedulable'>

/** The first thing in a well-formed document that the commands themselves would have refused. */
export function contentFault(
  { settings, reminders }: Configuration,
  known: Known,
  community: CommunityId,
): Fault | undefined {
  for (const fault of settingsFaults(settings, known, community)) return fault
  const ids = new Set<string>()
  for (const [index, reminder] of reminders.entries()) {
    const path = `reminders.${index}`
    if (ids.has(reminder.id)) return { path: `${path}.id`, why: 'is there twice' }
    ids.add(reminder.id)
    for (const { path: at, why } of reminderFaults(reminder, known, settings.region))
      return { path: `${path}.${at}`, why }
  }
  return undefined
}

const zones = zone({ about: '' })
const isZone = (name: string): boolean => {
  const found = read(zones, name)
  return 'value' in found && found.value === name
}
const noZone = 'is no time zone from the IANA list'

function* settingsFaults(
  settings: Configuration['settings'],
  { knowledge }: Known,
  community: CommunityId,
): Generator<Fault> {
  const { region, timeZone, moderators = [], resources = [], screenings = [] } = settings
  if (region && !knowledge.regions.some(({ code }) => code === region))
    yield { path: 'settings.region', why: 'is no region that I know' }
  if (timeZone && !isZone(timeZone)) yield { path: 'settings.timeZone', why: noZone }
  for (const [index, id] of moderators.entries())
    if (isEverybody(id, community))
      yield { path: `settings.moderators.${index}`, why: 'would make every member a moderator' }
  for (const [index, resource] of resources.entries())
    for (const { path, why } of resourceFaults(resource, knowledge, region))
      yield { path: `settings.resources.${index}${path}`, why }
  for (const [index, { timeZone: there }] of screenings.entries())
    if (!isZone(there)) yield { path: `settings.screenings.${index}.timeZone`, why: noZone }
}

function* resourceFaults(
  resource: LocalResource,
  knowledge: Known['knowledge'],
  region: string | undefined,
): Generator<Fault> {
  const { need, link, call, text } = resource
  if (!localNeeds.some(({ value }) => value === need))
    yield { path: '.need', why: `is none of ${localNeeds.map(({ value }) => value).join(', ')}` }
  const page = link === undefined ? '' : readLink(link)
  if (typeof page !== 'string') yield { path: '.link', why: page.wrong }
  for (const [name, phone] of Object.entries({ call, text })) {
    if (!phone) continue
    // What people read must be what their phone dials.
    const [shown, dialled] = [phone.display, phone.dial].map(words => words.replace(/\D/g, '').slice(-7))
    if (shown !== dialled) yield { path: `.${name}.display`, why: 'is another number than the one dialled' }
    const read = phone.dial.startsWith('+') || region ? knowledge.phone(phone.dial, region) : phone
    if ('wrong' in read) yield { path: `.${name}.dial`, why: read.wrong }
  }
  const why = offLimitsInLocal(knowledge, resource, region)
  if (why) yield { path: '', why: `names a number or a page that must not be offered: ${why}` }
}

function* reminderFaults(
  { when, run, words }: PortableReminder,
  { knowledge, schedulable }: Known,
  region: string | undefined,
): Generator<Fault> {
  if (!isZone(when.timeZone)) yield { path: 'when.timeZone', why: noZone }
  // A leap year knows every day that any year has.
  if (when.every === 'year' && !LocalDate.safeParse(`2000-${when.on}`).success)
    yield { path: 'when.on', why: 'is no day of the year' }
  const contents = words === undefined ? run.map(line => ({ run: line })) : [{ say: words }]
  for (const [index, content] of contents.entries()) {
    const found = readContent(content, schedulable, knowledge, region)
    if (isWrong(found)) yield { path: words === undefined ? `run.${index}` : 'words', why: found.wrong }
  }
}
