import type { Settings } from '../core/community.ts'
import { askingReply, needAsking } from '../core/localResource.ts'
import type { Draft } from '../core/reply.ts'

/** Moderators are asked on the day, and then once a week until members no longer see it. */
const everyDays = 7
const askedForDays = 30

/** What the moderators are asked about their own resources on a day; nothing on most days. */
export function askingAbout(settings: Settings, today: Temporal.PlainDate): Draft | undefined {
  const due = needAsking(settings, today.toString()).filter(({ checkAgain }) => {
    const { days } = Temporal.PlainDate.from(checkAgain).until(today, { largestUnit: 'days' })
    return days <= askedForDays && days % everyDays === 0
  })
  return due.length > 0 ? askingReply(due) : undefined
}
