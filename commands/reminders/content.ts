import { type Commands, schedulableIn, spelled } from '../../src/core/command.ts'
import { Line } from '../../src/core/line.ts'
import { channel, choice, date, role, text, yesNo } from '../../src/core/options.ts'
import type { Reminder } from '../../src/core/reminder.ts'
import { isMistake, understand } from '../../src/core/typed.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import type { Wrong } from './schedule.ts'

/** What is posted, where and how, as options: the same for create and edit. */
export const contentOptions = {
  run: text({
    about: 'The command to post, as you would type it; several, with ; between them, take turns',
    example: '"/support region:US-WV"',
    longest: 800,
  }),
  say: text({
    about: 'Your own words, instead of a command',
    example: '"Film night is on Friday."',
    longest: 1500,
  }),
  channel: channel({ about: 'Where; the channel in /settings, or this one, if left out' }),
  mention: role({ about: 'The one role to ping with each post' }),
  previous: choice({
    about: 'What happens to the post before',
    example: 'delete',
    choices: [
      { value: 'keep', label: 'Leave it' },
      { value: 'delete', label: 'Delete it' },
      { value: 'replace', label: 'Replace it in place (pings nobody)' },
    ],
  }),
  thread: choice({ about: 'Open a thread under each post', example: 'yes', choices: yesNo }),
  review: date({ about: 'The day to ask whether it should go on; in half a year if left out' }),
  grace: choice({
    about: 'How late it may still be posted, after an outage',
    example: '60',
    choices: [5, 15, 30, 60, 120, 360, 1440].map(minutes => ({
      value: `${minutes}`,
      label: minutes < 120 ? `${minutes} minutes` : `${minutes / 60} hours`,
    })),
  }),
} as const
export type Given = { [name in keyof typeof contentOptions]?: string | undefined }

/** What is posted: lines of commands that may stand in a channel unasked, or the moderators' own words. */
export function readContent(
  { run, say }: Given,
  schedulable: Commands,
  knowledge: Knowledge,
  region: string | undefined,
): Pick<Reminder, 'run' | 'words'> | Wrong {
  if (run && say)
    return { title: 'A command or your own words?', wrong: 'Give either run: or say:, not both.' }
  if (say) {
    const why = knowledge.offLimitsIn(say, region)
    return why
      ? { title: 'I cannot post that', wrong: `It names a number or a page that must not be offered: ${why}` }
      : { run: [], words: say.trim() }
  }
  const typed = (run ?? '')
    .split(';')
    .map(line => line.trim())
    .filter(line => line)
  if (typed.length === 0)
    return {
      title: 'What should it post?',
      wrong: 'Add run:"/support region:US-WV", or say:"your own words".',
    }
  if (typed.length > 12) return { title: 'Too many commands', wrong: 'At most twelve can take turns.' }
  const lines: string[] = []
  for (const words of typed) {
    const line = lineOf(words, schedulable)
    if (typeof line !== 'string') return line
    lines.push(line)
  }
  return { run: lines }
}

function lineOf(words: string, schedulable: Commands): string | Wrong {
  const line = Line.safeParse(`/${words.replace(/^\//, '')}`)
  const commands = schedulableIn(schedulable)
  const understood = line.success ? understand(commands, line.data) : undefined
  if (line.success && understood && !isMistake(understood)) return line.data
  const names = spelled(commands)
    .map(({ words }) => `/${words}`)
    .join(', ')
  const why =
    understood && isMistake(understood) && understood.command
      ? understood.wrong
      : `These commands can be posted: ${names}.`
  return { title: 'That cannot be posted by itself', wrong: `${words.slice(0, 80)}: ${why}` }
}
