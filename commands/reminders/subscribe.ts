import { command } from '../../src/core/command.ts'
import { channel, choice, time, zone } from '../../src/core/options.ts'
import { type Campaign, datesOf } from '../../src/knowledge/campaign.ts'
import { directMessage } from '../settings/directMessage.ts'
import { campaignOption, unknownDate } from './campaigns.ts'
import { createDraft } from './create.ts'
import { type Desk, refused } from './desk.ts'

/**
 * How long after the first post somebody is asked whether it should go on. Saying so moves that day by half a year, which
 * must reach past the next year's post.
 */
const reviewAfter = { months: 7 }

/** /reminders subscribe: a reminder for a campaign day, as a draft. Each year where it never moves, else on its known dates. */
export const subscribe = (desk: Desk) =>
  command({
    name: 'subscribe',
    about: 'Post something on a campaign day, such as Overdose Awareness Day',
    options: {
      campaign: choice({ ...campaignOption(desk.knowledge.campaigns), required: true }),
      at: time({ about: 'Local time on a 24-hour clock', required: true }),
      channel: channel({ about: 'Where; the channel in /settings, or this one, if left out' }),
      timezone: zone({ about: 'Time zone; the one in /settings if left out' }),
    },
    example: '/reminders subscribe campaign:overdose-awareness-day at:09:00 timezone:America/New_York',
    who: 'moderators',
    answer: ask => {
      if (!ask.place) return directMessage
      const { at, channel, timezone } = ask.options
      const campaign = desk.knowledge.campaigns.find(({ id }) => id === ask.options.campaign)!
      const local = ask.now.toZonedDateTimeISO(timezone ?? ask.settings.timeZone ?? 'UTC')
      const isPast = Temporal.PlainTime.compare(local.toPlainTime(), at) >= 0
      const day = dayOf(campaign, local.toPlainDate().add({ days: isPast ? 1 : 0 }))
      if (!day) return refused('Its date is not known yet', unknownDate)
      return createDraft(
        desk,
        { ...ask, options: { ...day, at, channel, timezone, run: campaign.line } },
        ask.place,
      )
    },
  })

/** As the options of /reminders create say it. */
function dayOf(campaign: Campaign, from: Temporal.PlainDate) {
  // Every date that is known is within ten years, and a leap day comes within eight.
  const dates = datesOf(campaign, from.toString(), from.add({ years: 10 }).toString())
  const [first] = dates
  if (!first) return undefined
  const review = Temporal.PlainDate.from(first).add(reviewAfter).toString()
  return campaign.on ? { every: 'year', on: campaign.on, review } : { every: 'once', on: dates.join(',') }
}
