import type { Ask } from '../../src/core/ask.ts'
import { command } from '../../src/core/command.ts'
import type { CommunityId, Settings } from '../../src/core/community.ts'
import { date, text, time } from '../../src/core/options.ts'
import { mostScreenings, Screening, startOf } from '../../src/core/screening.ts'
import { directMessage } from '../settings/directMessage.ts'
import { signed } from '../settings/signed.ts'
import { type Desk, refused } from './desk.ts'
import { at, ownWords, place, planOptions } from './planOptions.ts'
import { postsOf } from './posts.ts'
import { obstacle, saveAsDraft } from './preview.ts'

/** Kept for a while, so that the questions can still be opened; then a new one takes its place. */
const keptDays = 7

/** /screening plan: keeps a film night and its posts as drafts. Pressing the button makes them public. */
export const plan = (desk: Desk) =>
  command({
    name: 'plan',
    about: 'Plan a film night; shows first what would be posted when',
    options: {
      date: date({ about: 'The day', required: true }),
      at: time({ ...at, required: true }),
      place: text({ ...place, required: true }),
      ...planOptions,
    },
    example: '/screening plan date:2026-12-04 at:19:00 place:"Main library" timezone:America/New_York',
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      const screening = screeningFrom(desk, ask, ask.place)
      if ('wrong' in screening) return refused(screening.title, screening.wrong)
      const stop = await obstacle(desk, screening, community, ask)
      if (stop) return stop
      const { full, over } = await kept(desk, screening, community, ask)
      if (full)
        return refused(
          'Those are too many film nights',
          `A community can plan ${mostScreenings} at a time. Cancel one first: /screening list`,
        )
      for (const id of over)
        for (const { reminder } of await postsOf(desk.reminders, community, id))
          await desk.reminders.remove(community, reminder.id)
      return saveAsDraft(desk, screening, community, { ask, event: ask.options.event === 'yes' })
    },
  })

type Given = Record<'date' | 'at' | 'place', string> & {
  [name in keyof typeof planOptions]?: string | undefined
}

function screeningFrom(
  { knowledge }: Desk,
  { options, settings }: { options: Given; settings: Settings },
  here: NonNullable<Ask['place']>,
): Screening | { title: string; wrong: string } {
  const timeZone = options.timezone ?? settings.timeZone
  if (!timeZone)
    return {
      title: 'Which time zone?',
      wrong: 'Add timezone:America/New_York, or set it once with /settings timezone:America/New_York.',
    }
  const where = ownWords(options.place, knowledge, settings.region)
  const note = ownWords(options.note, knowledge, settings.region)
  for (const own of [where, note])
    if ('wrong' in own) return { title: 'I cannot post that', wrong: own.wrong }
  const read = Screening.safeParse({
    id: crypto.randomUUID().slice(0, 8),
    date: options.date,
    at: options.at,
    timeZone,
    place: 'words' in where ? where.words : undefined,
    channel: options.channel ?? settings.channel ?? here.channel,
    ...('words' in note && { note: note.words }),
  })
  return read.success
    ? read.data
    : { title: 'Where is it?', wrong: 'Name the place: place:"Main library, room 2"' }
}

/** Keeps it in the settings, in place of those that are long over; unless there are too many. */
async function kept(
  { communities }: Desk,
  screening: Screening,
  community: CommunityId,
  ask: Pick<Ask, 'by' | 'now'>,
): Promise<{ full: boolean; over: string[] }> {
  let full = false
  let over: string[] = []
  const long = ask.now.subtract({ hours: 24 * keptDays })
  const isOver = (one: Screening) => Temporal.Instant.compare(startOf(one), long) < 0
  await communities.change(
    community,
    settings => {
      const { screenings = [] } = settings
      over = screenings.filter(isOver).map(({ id }) => id)
      const rest = screenings.filter(one => !isOver(one))
      full = rest.length >= mostScreenings
      return full ? settings : { ...settings, screenings: [...rest, screening] }
    },
    signed(ask),
  )
  return { full, over: full ? [] : over }
}
