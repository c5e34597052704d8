import { describe, expect, it } from 'vitest'
import { type Commands, command, example, usage } from '../../src/core/command.ts'
import { channel, choice, date, file, person, role, text, time, zone } from '../../src/core/options.ts'
import { isMistake, understand } from '../../src/core/typed.ts'

const answer = () => ({ tone: 'info' as const, title: 'ok', text: [] })
const topics = [
  { value: 'people', label: 'The people', also: ['who'] },
  { value: 'where-to-watch', label: 'Where to watch', also: ['watch'] },
]
const regions = [
  { value: 'US-WV', label: 'West Virginia', also: ['wv'] },
  { value: 'CA-QC', label: 'Québec' },
  { value: 'US', label: 'United States', also: ['usa'] },
]
const film = command({
  name: 'film',
  about: 'The film',
  options: { topic: choice({ about: 'What about it?', example: 'people', choices: topics }) },
  who: 'everyone',
  answer,
})
const support = command({
  name: 'support',
  about: 'Where help is',
  options: {
    region: choice({ about: 'Where', example: 'US-WV', choices: regions }),
    need: choice({ about: 'What', example: 'talk', choices: [{ value: 'talk', label: 'Talk to someone' }] }),
  },
  who: 'everyone',
  forgiving: true,
  answer,
})
const ask = command({
  name: 'ask',
  about: 'Ask',
  options: { question: text({ about: 'Your question', example: 'how long', required: true, longest: 40 }) },
  who: 'everyone',
  answer,
})
const create = command({
  name: 'create',
  about: 'Make one',
  options: {
    run: text({ about: 'What to post', example: '/film', required: true }),
    at: time({ about: 'When', required: true }),
    timezone: zone({ about: 'Zone' }),
    channel: channel({ about: 'Where' }),
  },
  who: 'moderators',
  answer,
})
const change = command({
  name: 'change',
  about: 'Change it',
  options: {
    region: choice({ about: 'Where', example: 'US-WV', choices: regions }),
    moderators: person({ about: 'Who' }),
    mention: role({ about: 'Whom' }),
    until: date({ about: 'Until when' }),
  },
  who: 'moderators',
  answer,
})
const show = command({ name: 'show', about: 'What it is', options: {}, who: 'moderators', answer })
const take = command({
  name: 'import',
  about: 'Take a file over',
  options: { file: file({ about: 'The file', longest: 60, required: true }) },
  who: 'moderators',
  answer,
})
const commands: Commands = [
  film,
  support,
  ask,
  { name: 'reminders', about: 'Posts', who: 'moderators', subcommands: [create] },
  {
    name: 'settings',
    about: 'Choices',
    who: 'moderators',
    alone: 'show',
    otherwise: 'change',
    subcommands: [show, change, take],
  },
]

const options = (line: string) => {
  const result = understand(commands, line)
  return isMistake(result) ? result.wrong : result.options
}

describe('the line parser', () => {
  it.each([
    ['/film', {}],
    ['film', {}],
    ['/FILM people', { topic: 'people' }],
    ['/film who', { topic: 'people' }],
    ['/film topic:people', { topic: 'people' }],
    ['/film Topic:people', { topic: 'people' }],
    ['/film where to watch', { topic: 'where-to-watch' }],
    ['/film "where to watch"', { topic: 'where-to-watch' }],
    ['/film “where to watch”', { topic: 'where-to-watch' }],
    ['/film topic:"Where to watch"', { topic: 'where-to-watch' }],
    ['/support west virginia', { region: 'US-WV' }],
    ['/support quebec talk', { region: 'CA-QC', need: 'talk' }],
    ['/support talk', { need: 'talk' }],
    ['/support need:talk region:wv', { region: 'US-WV', need: 'talk' }],
    ['/ask how long does it last', { question: 'how long does it last' }],
    ['/ask ratio 30:2 “right”?', { question: 'ratio 30:2 “right”?' }],
    ["/ask it's 5 o'clock", { question: "it's 5 o'clock" }],
    ['/ask "quoted whole"', { question: 'quoted whole' }],
    ['/reminders create run:"/film people" at:9:05', { run: '/film people', at: '09:05' }],
    [
      '/reminders create at:09:00 run:/film timezone:america/new_york channel:<#C123|general>',
      { run: '/film', at: '09:00', timezone: 'America/New_York', channel: 'C123' },
    ],
    ['/settings region:wv until:2026-12-01', { region: 'US-WV', until: '2026-12-01' }],
    ['/settings change moderators:<@123> mention:<@&456>', { moderators: '123', mention: '456' }],
    ['/settings moderators:<!subteam^S1|@night> mention:@night', { moderators: 'S1', mention: 'night' }],
    ['/settings import { "a": "b c" }', { file: '{ "a": "b c" }' }],
    ['/settings import "{}"', { file: '"{}"' }],
    [
      '/reminders create run:/film at:09:00 timezone:"new york"',
      'timezone must be a time zone from the IANA list. Try: America/New_York.',
    ],
  ])('reads %s', (line, expected) => {
    expect(options(line)).toEqual(expected)
  })

  it.each([
    ['', 'That line is empty.'],
    ['/nothing', 'I do not know that command.'],
    ['/film dragons', 'topic is not one of the choices. Try: people, where-to-watch.'],
    ['/film topic:peple', 'topic is not one of the choices. Try: people.'],
    ['/ask', 'question is missing: Your question.'],
    ['/ask ' + 'x'.repeat(41), 'question can be at most 40 characters long.'],
    ['/reminders', '/reminders needs one more word: create.'],
    ['/settings nonsense', '/settings needs one more word: show, change, import.'],
    ['/settings until:2026-02-30', 'until must be a day that the calendar knows, such as 2026-12-01.'],
    ['/settings mention:a,b', 'mention must be a mention, such as @moderators.'],
    ['/settings import ' + 'x'.repeat(61), 'file can be at most 60 characters long.'],
    ['/reminders create run:/film at:25:00', 'at must be a time on a 24-hour clock, such as 09:00 or 17:30.'],
    [
      '/reminders create run:/film at:09:00 timezone:Mars',
      'timezone must be a time zone from the IANA list. Try: America/New_York, Europe/London.',
    ],
  ])('explains what is wrong with %j', (line, wrong) => {
    expect(options(line)).toBe(wrong)
  })

  it('shows with every mistake a line that works', () => {
    for (const line of ['/film dragons', '/ask', '/reminders', '/reminders create at:09:00', '/nothing']) {
      const mistake = understand([...commands, command({ ...film, name: 'help', options: {} })], line)
      expect(isMistake(mistake)).toBe(true)
      if (!isMistake(mistake)) continue
      expect(
        isMistake(
          understand([...commands, command({ ...film, name: 'help', options: {} })], mistake.example),
        ),
      ).toBe(false)
    }
  })

  it('never refuses a forgiving command: what fits nothing is passed on', () => {
    const result = understand(commands, '/support region:Narnia please help')
    expect(result).toMatchObject({ options: {}, rest: 'please help Narnia' })
  })

  it('reads options by name as it reads them in a line', () => {
    expect(understand(commands, { command: 'support', values: { region: 'wv' } })).toMatchObject({
      options: { region: 'US-WV' },
    })
    expect(understand(commands, { command: 'film', values: { topic: 'dragons' } })).toHaveProperty('wrong')
  })

  it('writes usage and an example from the same description', () => {
    expect(usage('reminders create', create)).toBe('/reminders create run:… at:… [timezone:…] [channel:…]')
    expect(example('ask', ask)).toBe('/ask how long')
    expect(example('support', support)).toBe('/support region:US-WV')
  })

  it('takes a folder’s first word alone for the one of its words that the folder says', () => {
    expect(understand(commands, '/settings')).toMatchObject({ words: 'settings show' })
    expect(understand(commands, '/settings region:wv')).toMatchObject({ words: 'settings change' })
    expect(understand(commands, { command: 'settings', values: {} })).toHaveProperty('wrong')
  })

  it('takes names that every object has for what they are: unknown', () => {
    expect(options('/film constructor:x')).toContain('not one of the choices')
    expect(options('/constructor')).toBe('I do not know that command.')
  })
})
