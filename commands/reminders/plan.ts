import type { Settings } from '../../src/core/community.ts'
import { clockNote, type Occurrence, upcoming } from '../../src/core/occurrence.ts'
import { heldBack } from '../../src/core/quiet.ts'
import { type Reminder, subject } from '../../src/core/reminder.ts'
import { type Draft, limits, type Reply } from '../../src/core/reply.ts'
import { sizeOf } from '../../src/core/size.ts'
import { list, moment, paragraph, strong, type Text } from '../../src/core/text.ts'
import { spoken, type When } from '../../src/core/when.ts'

const shown = 5

/** The next times in local time, with what a clock change or the settings do to each. */
export function nextTimes(when: When, now: Temporal.Instant, settings: Settings = {}, channel = ''): Text {
  const found = upcoming({ id: 'preview', when }, now, shown)
  let offset = now.toZonedDateTimeISO(when.timeZone).offset
  const lines = found.map(occurrence => {
    const local = occurrence.due.toZonedDateTimeISO(when.timeZone)
    const changed = local.offset !== offset && `the clocks have changed, ${when.at} stays ${when.at}`
    offset = local.offset
    const held = heldBack({ channel, when }, settings, occurrence.due)
    const notes = [clockNote(occurrence, when.timeZone) ?? changed, held && `not posted: ${held.why}`].filter(
      note => note,
    )
    return [
      moment(occurrence.due, localTime(occurrence, when.timeZone)),
      notes.length > 0 ? ` (${notes.join('; ')})` : '',
    ].filter(inline => inline !== '')
  })
  const end = found.length < shown ? [paragraph('After that it ends.')] : []
  return [list(...lines), ...end]
}

/** "Sunday 8 March 2026, 03:30", as the clocks there show it. */
export function localTime({ due }: Occurrence, timeZone: string): string {
  const local = due.toZonedDateTimeISO(timeZone)
  const day = local.toPlainDate().toLocaleString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return `${day.replace(',', '')}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

export type Plan = {
  reminder: Reminder
  now: Temporal.Instant
  settings: Settings
  /** Permissions that are missing in its channel. */
  missing: readonly string[]
  /** The post as everybody would see it. */
  post: Reply
  /** Advice on the wording, for the moderators' own words. */
  advice: readonly string[]
}

/** What would stop a reminder, each in a sentence. */
export function obstacles({
  reminder,
  settings,
  missing,
  post,
}: Pick<Plan, 'reminder' | 'settings' | 'missing' | 'post'>): string[] {
  return [
    ...missing.map(name => `missing in that channel: ${name}`),
    ...(settings.quietChannels?.includes(reminder.channel)
      ? ['that channel is quiet: nothing is posted there']
      : []),
    ...(post.tone === 'problem' || post.seenBy !== 'everyone'
      ? [`its command has no answer to post: ${post.title}`]
      : []),
  ]
}

/** Everything a moderator should see before it is saved: when, where, what stands in the way, and the post itself. */
export function planOf({
  reminder,
  now,
  settings,
  missing,
  post,
  advice,
}: Plan): Pick<Draft, 'text' | 'parts'> {
  const { when, channel } = reminder
  const stops = obstacles({ reminder, settings, missing, post })
  const how = [
    reminder.mention && 'it pings one role',
    reminder.previous && `the post before is ${reminder.previous === 'delete' ? 'deleted' : 'replaced'}`,
    reminder.thread && 'a thread opens under it',
    reminder.run.length > 1 && `${reminder.run.length} commands take turns`,
  ].filter(word => word)
  const fields = [
    { name: 'Posts', value: [strong(subject(reminder))] },
    { name: 'When', value: [spoken(when)] },
    { name: 'Channel', value: [channel] },
    ...(how.length > 0 ? [{ name: 'How', value: [how.join(', ')] }] : []),
    ...(reminder.review ? [{ name: 'Asks whether to go on', value: [reminder.review] }] : []),
    {
      name: 'What would stop it',
      value: [stops.length > 0 ? strong(stops.join('; ')) : 'nothing that I can see'],
    },
    ...(advice.length > 0 ? [{ name: 'About the wording', value: [advice.slice(0, 3).join(' ')] }] : []),
  ]
  const plan: Pick<Draft, 'text' | 'parts'> = {
    text: nextTimes(when, now, settings, channel),
    parts: [{ fields }],
  }
  return withPost(plan, post)
}

/** The post under its plan where both fit into one message, else its heading: a button shows the whole. */
function withPost(plan: Pick<Draft, 'text' | 'parts'>, post: Reply): Pick<Draft, 'text' | 'parts'> {
  const heading = { text: [paragraph('The post, as everyone will see it:'), paragraph(strong(post.title))] }
  const whole = [...plan.parts!, { text: [...heading.text, ...post.text] }, ...post.parts]
  const room = limits.budget - 150
  const fits = whole.length <= 6 && sizeOf({ title: '', text: plan.text, parts: whole, sources: [] }) <= room
  return { ...plan, parts: fits ? whole : [...plan.parts!, heading] }
}
