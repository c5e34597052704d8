import { example, spelled } from '../../src/core/command.ts'
import type { Bot } from '../../src/core/platform.ts'

/** What a moderator of a new community does, in an order in which each step finds something to show. */
const story = [
  '/setup',
  '/settings',
  '/reminders',
  '/screening',
  '/resources',
  '/settings change region:US-WV timezone:America/New_York language:en channel:general',
  '/settings quiet channel:general from:22:00 to:08:00',
  '/settings moderators add:movie-night',
  '/reminders create run:"/support region:US-WV" every:week on:monday at:09:00 timezone:America/New_York channel:general mention:movie-night thread:yes',
  '/reminders create say:"Film night is on Friday: bring *snacks* & <friends>. @everyone" every:month on:first-friday at:18:30 timezone:Europe/Berlin',
  '/reminders create run:/film every:day at:09:00 timezone:UTC until:2026-12-31',
  '/reminders create run:/nonsense every:day at:09:00 timezone:UTC',
  '/reminders create run:/film every:day at:25:00 timezone:UTC',
  '/reminders preview every:year on:08-31 at:09:00 timezone:Australia/Lord_Howe run:/naloxone',
  '/resources add name:"Recovery café <&> *friends*" need:peers about:"Coffee, people who know." phone:304-555-0100 text:304-555-0101 link:https://example.org/cafe hours:"weekdays, 09:00 to 15:00" place:"12 Main Street"',
  '/resources add name:x need:talk',
  '/screening plan date:2026-12-04 at:19:00 place:"Main library, room_2" timezone:America/New_York note:"Doors at 18:30"',
  '/pause until:2026-12-01',
  '/pause off:yes',
  '/settings history',
  '/settings undo',
  '/settings export',
  '/settings import {"heroine":1}',
  '/settings forget',
  '/setup step:done',
  '/mod-guide',
]

/** The story, then every moderators' command bare and as its own example, then each with every choice. */
export const moderatorLines = ({ commands }: Pick<Bot, 'commands'>): string[] => [
  ...story,
  ...spelled(commands)
    .filter(({ command, words }) => command.who === 'moderators' && words !== 'settings forget')
    .flatMap(({ words, command }) => [
      `/${words}`,
      example(words, command),
      ...Object.entries(command.options).flatMap(([name, option]) =>
        option.kind === 'choice' ? option.choices.map(({ value }) => `/${words} ${name}:${value}`) : [],
      ),
    ]),
]

/** Whether a line offered to a moderator is another answer to look at: lists and pages of their own things. */
export const isModerators = ({ commands }: Pick<Bot, 'commands'>) => {
  const names = commands.filter(({ who }) => who === 'moderators').map(({ name }) => name)
  return (line: string): boolean => {
    const name = line.slice(1).split(' ')[0]!
    return (names.includes(name) || name === 'screening') && !line.includes('forget confirm')
  }
}
