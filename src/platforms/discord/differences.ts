import type { Registered } from './commands.ts'

type Json = Record<string, unknown>

/** What we say of a command; all else that Discord tells of it (ids, versions, its own defaults) is its own. */
const said = [
  'type',
  'name',
  'description',
  'name_localizations',
  'description_localizations',
  'default_member_permissions',
  'integration_types',
  'contexts',
  'options',
]
/** Lists whose order means nothing, and lists that are known by a name. */
const unordered = ['integration_types', 'contexts']
const known: Record<string, string> = { options: 'name', choices: 'value' }

/** What would change, a command a line with its details under it; nothing where Discord has it all already. */
export function differences(has: readonly object[], wanted: readonly Registered[]): string[] {
  const before = new Map(has.map(one => [labelOf(one as Json), plain(one as Json)]))
  const after = new Map(wanted.map(one => [labelOf(one as unknown as Json), plain(one as unknown as Json)]))
  return [
    ...[...after].flatMap(([label, command]) => {
      const old = before.get(label)
      if (!old) return [`+ ${label}`]
      const details = compared(old, command, '')
      return details.length > 0 ? [`~ ${label}`, ...details.map(line => `    ${line}`)] : []
    }),
    ...[...before.keys()].filter(label => !after.has(label)).map(label => `- ${label}`),
  ]
}

const labelOf = ({ type = 1, name }: Json): string =>
  type === 1 ? `/${name}` : `${name} (beside a ${type === 3 ? 'message' : 'member'})`

const plain = (command: Json): Json =>
  Object.fromEntries(said.filter(key => key in command).map(key => [key, command[key]]))

/** Discord leaves out what is false or empty, or says null. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0)

function compared(before: Json, after: Json, at: string): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap(key => {
    const [old, now] = [before[key], after[key]]
    if (isEmpty(old) && isEmpty(now)) return []
    const name = known[key]
    if (name) return comparedLists(listOf(old), listOf(now), name, `${at}${key.slice(0, -1)} `)
    const [was, is] = [told(key, old), told(key, now)]
    return was === is ? [] : [`${at}${key}: ${was} → ${is}`]
  })
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : [])

function comparedLists(before: Json[], after: Json[], name: string, at: string): string[] {
  const [old, now] = [before, after].map(list => new Map(list.map(one => [String(one[name]), one]))) as [
    Map<string, Json>,
    Map<string, Json>,
  ]
  const added = [...now.keys()].filter(key => !old.has(key)).map(key => `+ ${at}${key}`)
  const removed = [...old.keys()].filter(key => !now.has(key)).map(key => `- ${at}${key}`)
  const changed = [...now].flatMap(([key, one]) => {
    const twin = old.get(key)
    return twin ? compared(twin, one, `${at}${key} `) : []
  })
  const stay = (map: Map<string, Json>, other: Map<string, Json>) =>
    [...map.keys()].filter(key => other.has(key)).join()
  const moved = stay(old, now) === stay(now, old) ? [] : [`${at.trim()}s stand in another order`]
  return [...added, ...removed, ...changed, ...moved]
}

function told(key: string, value: unknown): string {
  if (isEmpty(value)) return 'nothing'
  if (unordered.includes(key) && Array.isArray(value)) return JSON.stringify([...value].sort())
  if (typeof value !== 'object') return JSON.stringify(value)
  return JSON.stringify(Object.fromEntries(Object.entries(value!).sort(([a], [b]) => (a < b ? -1 : 1))))
}
