import { z } from 'zod'
import { PlatformId, platforms, Settings } from './community.ts'
import { Reminder } from './reminder.ts'

/** A reminder as it moves between communities: without the one it is of, and saying only whether it is paused. */
const PortableReminder = z
  .strictObject(Reminder.shape)
  .omit({ community: true })
  .extend({ channel: PlatformId, mention: PlatformId.optional(), paused: z.boolean() })
  .superRefine((portable, context) => {
    const whole = Reminder.safeParse({ ...portable, community: 'local:any', paused: undefined })
    for (const { message, path } of whole.error?.issues ?? [])
      context.addIssue({ code: 'custom', message, path: [...path] })
  })
export type PortableReminder = z.infer<typeof PortableReminder>

export const portable = ({ community: _, paused, ...reminder }: Reminder): PortableReminder => ({
  ...reminder,
  paused: paused !== undefined,
})

/** Everything that a community chose, in one document that another one can take over. `heroine` is its version. */
export const Configuration = z.strictObject({
  heroine: z.literal(1),
  platform: z.enum(platforms),
  settings: Settings,
  reminders: z.array(PortableReminder).max(100),
})
export type Configuration = z.infer<typeof Configuration>

/** The first thing that is wrong with a document: where, as `reminders.0.when.at`, and why. */
export type Fault = { path: string; why: string }
export const isFault = (read: object): read is Fault => 'why' in read

const faultAt = (path: readonly PropertyKey[], why: string): Fault => ({
  path: path.length > 0 ? [...path.map(String).join('.')].slice(0, 80).join('') : 'the document',
  why: [...why].slice(0, 160).join(''),
})

/** Reads a document that may be malformed, hostile or huge. */
export function readConfiguration(text: string): Configuration | Fault {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const [where] = /line \d+ column \d+/.exec(String(error)) ?? []
    return { path: where ?? 'the document', why: 'it is not JSON, or not all of it is there' }
  }
  const misshapen = shapeFault(json, [])
  if (misshapen) return misshapen
  const read = Configuration.safeParse(json)
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  return issue.code === 'unrecognized_keys'
    ? faultAt([...issue.path, issue.keys[0]!], 'is nothing that I know')
    : faultAt(issue.path, issue.message)
}

/** More than any configuration has. */
const deepest = 8
const longest = 100
/** Names that reach behind an object. zod's strict objects overlook the first of them. */
const hostile = new Set(['__proto__', 'constructor', 'prototype'])

/** What no configuration looks like, found before a schema has to walk through it. */
function shapeFault(value: unknown, path: string[]): Fault | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (path.length > deepest) return faultAt(path, 'is nested too deep')
  const entries = Object.entries(value)
  if (entries.length > longest) return faultAt(path, `holds more than ${longest} things`)
  for (const [key, inner] of entries) {
    const at = [...path, key]
    const fault = hostile.has(key) ? faultAt(at, 'is nothing that I know') : shapeFault(inner, at)
    if (fault) return fault
  }
  return undefined
}
