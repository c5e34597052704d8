import { command } from '../../src/core/command.ts'
import type { Settings } from '../../src/core/community.ts'
import { date, text, time } from '../../src/core/options.ts'
import { Screening } from '../../src/core/screening.ts'
import { signed } from '../settings/signed.ts'
import { type Desk, refused, withScreening } from './desk.ts'
import { at, ownWords, place, planOptions } from './planOptions.ts'
import { obstacle, saveAsDraft, withThis } from './preview.ts'

/** /screening change: what is named changes, the rest stays. It waits for the button again, and is announced again. */
export const change = (desk: Desk) =>
  command({
    name: 'change',
    about: 'Change a film night: what you name changes, the rest stays',
    options: {
      id: text({ about: 'Its id, from /screening list', example: 'a1b2c3d4', required: true, longest: 20 }),
      date: date({ about: 'The new day' }),
      at: time(at),
      place: text(place),
      ...planOptions,
    },
    example: '/screening change a1b2c3d4 at:20:00',
    who: 'moderators',
    answer: ask =>
      withScreening(desk, ask, async (old, community) => {
        const { id: _, event, ...given } = ask.options
        if (Object.values({ ...given, event }).every(value => value === undefined))
          return refused('What should change?', 'Name it: /screening change a1b2c3d4 at:20:00')
        const changed = withGiven(desk, old, given, ask.settings)
        if ('wrong' in changed) return refused('I cannot post that', changed.wrong)
        const stop = await obstacle(desk, changed, community, ask)
        if (stop) return stop
        await desk.communities.change(community, settings => withThis(settings, changed), signed(ask))
        const wanted = event === 'yes' || (event === undefined && old.event !== undefined)
        return saveAsDraft(desk, changed, community, { ask, event: wanted })
      }),
  })

type Given = { [name in 'date' | 'at' | 'place' | 'timezone' | 'channel' | 'note']?: string | undefined }

function withGiven(
  { knowledge }: Desk,
  old: Screening,
  given: Given,
  { region }: Settings,
): Screening | { wrong: string } {
  const where = ownWords(given.place, knowledge, region)
  const note = ownWords(given.note, knowledge, region)
  for (const own of [where, note]) if ('wrong' in own) return own
  return Screening.parse({
    ...old,
    ...(given.date && { date: given.date }),
    ...(given.at && { at: given.at }),
    ...(given.timezone && { timeZone: given.timezone }),
    ...(given.channel && { channel: given.channel }),
    ...('words' in where && { place: where.words }),
    ...('words' in note && { note: note.words }),
  })
}
