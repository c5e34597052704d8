import { channel, choice, text, zone } from '../../src/core/options.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'

/** Discord takes 100 characters for the place of an event (https://docs.discord.com/developers/resources/guild-scheduled-event). */
const longestPlace = 100

/** What plan and change have in common. */
export const planOptions = {
  timezone: zone({ about: 'Time zone; the one in /settings if left out' }),
  channel: channel({ about: 'Where it is announced; the channel in /settings, or this one, if left out' }),
  note: text({
    about: 'A sentence of your own in the announcement',
    example: '"Bring a cushion."',
    longest: 200,
  }),
  event: choice({
    about: 'Make an event of the platform’s own too; others see who is interested in it',
    example: 'yes',
    choices: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
  }),
} as const
export const at = { about: 'When the film begins: local time on a 24-hour clock', example: '19:00' }
export const place = { about: 'Where people meet', example: '"Main library, room 2"', longest: longestPlace }

/** Moderators' own words on one line, or why they cannot be posted. */
export function ownWords(
  words: string | undefined,
  { offLimitsIn }: Pick<Knowledge, 'offLimitsIn'>,
  region: string | undefined,
): { words?: string } | { wrong: string } {
  const line = words?.replace(/\s+/g, ' ').trim()
  if (!line) return {}
  const why = offLimitsIn(line, region)
  return why ? { wrong: `It names a number or a page that must not be offered: ${why}` } : { words: line }
}
