import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { command, spelled } from '../../src/core/command.ts'
import { formOf } from '../../src/core/form.ts'
import { choice, file, role, text, time } from '../../src/core/options.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Typed } from '../../src/core/typed.ts'
import { modal } from '../../src/platforms/discord/form.ts'
import { componentsOf, type Response, textOf } from '../fakes/discord/index.ts'
import { botThat } from './botThat.ts'
import { movieNight, type StartedDiscord, startDiscord } from './startDiscord.ts'
import { wholeDiscord } from './wholeDiscord.ts'

const manager = { permissions: '32' }
const said = (response: Response) => textOf(response.message ?? {})
const idsOf = (response: Response) => componentsOf(response.message ?? {}).map(one => String(one.custom_id))

describe('a form on Discord, as moderators meet it', () => {
  const whole = wholeDiscord()
  const type = (line: string) => {
    const [name = '', subcommand, ...rest] = line.split(' ')
    const isOption = subcommand?.includes(':')
    const given = isOption ? [subcommand!, ...rest] : rest
    const options = Object.fromEntries(given.map(pair => pair.split(':') as [string, string]))
    return whole.started.fake.command({
      name,
      ...(!isOption && subcommand && { subcommand }),
      options,
      ...manager,
    })
  }
  /** Presses the one button of an answer that opens a form on this command. */
  const open = async (response: Response, on: string) => {
    const id = idsOf(response).find(one => one.startsWith('form ') && one.endsWith(on))
    if (!id) throw new Error(`No button of ${idsOf(response)} opens a form on ${on}`)
    const opened = await whole.started.fake.press({ customId: id, message: response.message!, ...manager })
    expect(opened).toMatchObject({ failed: false, deferred: false, refusals: [], message: undefined })
    return opened
  }
  const submit = (opened: Response, values: object) =>
    whole.started.fake.submit(opened, { ...values }, manager)

  it('plans a reminder, which waits to be started like any other', async () => {
    const opened = await open(await type('reminders list'), '/reminders create')
    expect(opened.modal).toMatchObject({
      custom_id: '/reminders create',
      title: 'Post a command’s answer or your own words',
    })
    const answer = await submit(opened, {
      run: '/support region:US-WV',
      on: 'monday',
      at: '9:00',
      timezone: 'America/New_York',
      channel: '200',
    })
    expect(answer).toMatchObject({ ephemeral: true, deferred: true, failed: false })
    expect(said(answer)).toContain('Nothing is posted yet')
    expect(said(answer)).toContain('every Monday at 09:00')
  })

  it('needs no time zone field where the settings have one', async () => {
    await type('settings change timezone:Europe/London')
    const opened = await open(await type('reminders list'), '/reminders create')
    const fields = componentsOf(opened.modal ?? {}).map(one => one.custom_id)
    expect(fields).not.toContain('timezone')
    expect(JSON.stringify(opened.modal)).toContain('"every"')
  })

  it('adds a resource, plans a film night and changes the settings', async () => {
    const resource = await submit(await open(await type('resources list'), '/resources add'), {
      name: 'Recovery café',
      need: 'peers',
      phone: '304-555-0100',
    })
    expect(said(resource)).toContain('Recovery café')
    const night = await submit(await open(await type('screening list'), '/screening plan'), {
      date: '2036-12-04',
      at: '19:00',
      place: 'Main library',
    })
    expect(said(night)).toContain('Main library')
    const changed = await submit(await open(await type('settings show'), '/settings change'), {
      region: 'West Virginia',
      public: 'yes',
    })
    expect(said(changed)).toContain('US-WV')
    expect(await whole.assembled.store.communities.settings('discord:100')).toMatchObject({
      region: 'US-WV',
      publicFacts: true,
      timeZone: 'Europe/London',
    })
  })

  it('answers the questions of /setup that no menu holds, each in place of its step', async () => {
    const zone = await type('setup step:timezone')
    const next = await submit(await open(zone, '/setup'), { timezone: 'Europe/Dublin' })
    expect(next.message?.id).toBe(zone.message?.id)
    expect(said(next)).toContain('4 of 7')
    const after = await submit(await open(next, '/setup'), { channel: '200' })
    expect(said(after)).toContain('5 of 7')
    const named = await submit(await open(after, '/settings moderators'), { add: movieNight })
    // Another command than the step's: its answer stands by itself.
    expect(named.message?.id).not.toBe(after.message?.id)
    expect(await whole.assembled.store.communities.settings('discord:100')).toMatchObject({
      timeZone: 'Europe/Dublin',
      channel: '200',
      moderators: [movieNight],
    })
  })

  it('leaves the form’s button where it is when something could not be read', async () => {
    const step = await type('setup step:timezone')
    const opened = await open(step, '/setup')
    const wrong = await submit(opened, { timezone: 'Narnia' })
    expect(said(wrong)).toContain('time zone')
    expect(wrong.message?.id).not.toBe(step.message?.id)
    expect(wrong.ephemeral).toBe(true)
    expect(textOf(step.message ?? {})).toContain('3 of 7')
  })

  it('checks again who may: a form that a member sends is refused', async () => {
    const opened = await open(await type('settings show'), '/settings change')
    const theirs = await whole.started.fake.submit(opened, { region: 'GB' })
    expect([said(theirs), ...theirs.followups.map(textOf)].join()).toContain('Only moderators')
    expect((await whole.assembled.store.communities.settings('discord:100')).region).not.toBe('GB')
  })

  it('can be made of every option of every command, and Discord takes it', async () => {
    const { bot } = whole.assembled
    for (const { words, command } of spelled(bot.commands)) {
      const names = Object.keys(command.options)
      for (let from = 0; from < names.length; from += 5) {
        const fields = names.slice(from, from + 5)
        const form = bot.form({ kind: 'form', line: `/${words}`, fields })
        whole.started.fake.plant('200', {
          flags: 1 << 15,
          components: [
            {
              type: 1,
              components: [
                { type: 2, style: 2, label: 'x', custom_id: `form ${fields.join(',')} /${words}` },
              ],
            },
          ],
        })
        expect(form?.fields.length, words).toBe(fields.length)
        const opened = await whole.started.fake.press({
          customId: `form ${fields.join(',')} /${words}`,
          ...manager,
        })
        expect(opened.refusals, words).toEqual([])
        expect(opened.modal, words).toBeDefined()
      }
    }
  }, 60_000)
})

describe('a form on Discord', () => {
  const every = command({
    name: 'every',
    about: 'Kinds of fields',
    options: {
      id: text({ about: 'An id', example: 'a1', required: true }),
      say: text({ about: 'Own words, as many as fit here and then some more', example: '"Hello"' }),
      at: time({ about: 'When' }),
      group: role({ about: 'Whom' }),
      text: file({ about: 'What to read', longest: 100 }),
      how: choice({
        about: 'How',
        example: 'a',
        choices: ['a', 'b'].map(value => ({ value, label: value.toUpperCase() })),
      }),
    },
    who: 'everyone',
    answer: () => {
      throw new Error('Nobody asks')
    },
  })
  const form = (line: string, fields: string[]) => formOf([every], { kind: 'form', line, fields })
  const answer = vi.fn(async (_: Typed) =>
    Reply.parse({
      tone: 'notice',
      title: 'Fine',
      text: [paragraph('Yes.')],
      actions: [
        { label: 'More', ask: '/every a1', does: { form: ['say', 'at', 'group', 'text', 'how'] } },
        { label: 'Gone', ask: '/gone a1', does: { form: ['say'] } },
      ],
    }),
  )
  let waits = false
  let started: StartedDiscord
  beforeAll(async () => {
    started = await startDiscord(
      botThat({
        commands: [every],
        answer,
        waits: () => waits,
        form: ({ line, fields }) => form(line, fields),
      }),
    )
  })
  beforeEach(() => {
    waits = false
    answer.mockClear()
  })
  afterAll(async () => {
    await started.stop()
    expect(started.reported).toEqual([])
    expect(started.fake.refusals).toEqual([])
  })
  const opened = async () => {
    await started.fake.command({ name: 'every' })
    return started.fake.press({ customId: 'form say,at,group,text,how /every a1' })
  }

  it('is a command typed out: what was filled in, merged with what the button named', async () => {
    const response = await started.fake.submit(await opened(), {
      say: 'Film night\non Friday',
      at: '19:00',
      group: movieNight,
      text: { filename: 'a.json', data: '{ "ä": 1 }' },
      how: 'b',
    })
    expect(answer.mock.lastCall?.[0]).toEqual({
      command: 'every',
      values: {
        id: 'a1',
        say: 'Film night\non Friday',
        at: '19:00',
        group: movieNight,
        text: '{ "ä": 1 }',
        how: 'b',
      },
    })
    // A file takes time to read.
    expect(response).toMatchObject({ deferred: true, failed: false })
  })

  it('leaves out what was left empty', async () => {
    await started.fake.submit(await opened(), { at: '19:00' })
    expect(answer.mock.lastCall?.[0]).toEqual({ command: 'every', values: { id: 'a1', at: '19:00' } })
  })

  it('is answered at once where nothing waits, and deferred privately where something does', async () => {
    expect(await started.fake.submit(await opened(), {})).toMatchObject({ deferred: false, ephemeral: true })
    waits = true
    await started.fake.command({ name: 'every' })
    const again = await started.fake.press({ customId: 'form say,at,group,text,how /every a1' })
    expect(await started.fake.submit(again, {})).toMatchObject({ deferred: true, ephemeral: true })
  })

  it('whose command is gone is answered as its line, which says so', async () => {
    await started.fake.command({ name: 'every' })
    const response = await started.fake.press({ customId: 'form say /gone a1' })
    expect(response).toMatchObject({ ephemeral: true, modal: undefined })
    expect(answer.mock.lastCall?.[0]).toBe('/gone a1')
  })

  it('is none where what the button names does not fit into its id', () => {
    const long = `/every ${'a'.repeat(95)}`
    expect(modal(form(long, ['say'])!)).toBeUndefined()
  })
})
