import { describe, expect, it } from 'vitest'
import { same } from '../../commands/settings/differences.ts'
import { button, fieldsIn, now, stage, words } from './settingsStage.ts'

describe('/settings undo', () => {
  it('puts back what was before the latest change, field by field, and again brings it back', async () => {
    const { ask, settings } = stage()
    await ask('/settings region:US-WV language:en')
    await ask('/settings region:GB')
    const undone = await ask('/settings undo')
    expect(fieldsIn(undone)).toEqual({ Region: 'United Kingdom (GB) → West Virginia (US-WV)' })
    expect(await settings()).toEqual({ region: 'US-WV', language: 'en' })
    expect(fieldsIn(await ask(button(undone, 'Undo again: bring it back')))).toEqual({
      Region: 'West Virginia (US-WV) → United Kingdom (GB)',
    })
    expect(await settings()).toEqual({ region: 'GB', language: 'en' })
  })

  it('removes a setting that was not there before', async () => {
    const { ask, settings } = stage()
    await ask('/settings region:US-WV')
    await ask('/settings undo')
    expect(await settings()).toEqual({})
  })

  it('refuses where the settings are no longer what that change left', async () => {
    const { ask, settings, store } = stage()
    await ask('/settings region:US-WV')
    await store.communities.change('discord:1', current => ({ ...current, language: 'es' }))
    const refused = await ask('/settings undo')
    expect(refused.tone).toBe('problem')
    expect(words(refused)).toContain('no longer what the latest noted change left')
    expect(await settings()).toEqual({ region: 'US-WV', language: 'es' })
  })

  it('does not mind the order in which settings are written, and minds everything else', () => {
    const hours = { from: '22:00', to: '07:00' }
    const other = { to: '07:00', from: '22:00' }
    expect(
      same({ region: 'US', quietHours: hours }, { quietHours: other, region: 'US', channel: undefined }),
    ).toBe(true)
    expect(same({ quietHours: hours }, { quietHours: { ...hours, to: '07:01' } })).toBe(false)
    expect(same({ moderators: ['1', '2'] }, { moderators: ['2', '1'] })).toBe(false)
  })

  it('says so where nothing was changed', async () => {
    expect((await stage().ask('/settings undo')).title).toBe('There is nothing to undo')
  })

  it('of two presses at once, the second takes back the first', async () => {
    const { ask, settings } = stage()
    await ask('/settings region:US-WV')
    await Promise.all([ask('/settings undo'), ask('/settings undo')])
    // Both read the same latest change; the one that comes second finds other settings and refuses.
    expect(await settings()).toEqual({})
  })
})

describe('/settings history', () => {
  it('says who, when and what, latest first, and how long ids are kept', async () => {
    const { ask } = stage()
    await ask('/settings region:US-WV', 'discord:1', 'alice-1')
    await ask('/settings region:GB timezone:Europe/London', 'discord:1', 'bob-2')
    const shown = await ask('/settings history')
    const [latest, first] = Object.entries(fieldsIn(shown))
    expect(latest![0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC, by bob-2$/)
    expect(latest![1]).toBe(
      'Region: West Virginia (US-WV) → United Kingdom (GB); Time zone: not set → Europe/London',
    )
    expect(first![0]).toContain('by alice-1')
    expect(words(shown)).toContain('kept for 90 days and then removed')
  })

  it('shows the latest eight, and says of how many', async () => {
    const { ask } = stage()
    for (let i = 0; i < 10; i++) await ask(`/settings channel:C${i}`)
    const shown = await ask('/settings history')
    expect(shown.parts.flatMap(part => ('fields' in part ? part.fields : []))).toHaveLength(8)
    expect(words(shown)).toContain('The latest 8 of 10 changes.')
  })

  it('fits into one message however much was changed', async () => {
    const { ask, store } = stage()
    const id = (i: number) => `${'_'.repeat(70)}${i}`
    for (let i = 0; i < 8; i++)
      await store.communities.change(
        'discord:1',
        () => ({
          region: i % 2 ? 'GB' : 'US-WV',
          channel: id(i),
          moderatorChannel: id(i + 1),
          quietChannels: Array.from({ length: 50 }, (_, n) => id(n + i)),
          moderators: Array.from({ length: 20 }, (_, n) => id(n + i)),
          timeZone: i % 2 ? 'Europe/London' : 'America/New_York',
        }),
        'mod',
      )
    for (const line of ['/settings history', '/settings show', '/settings undo'])
      expect((await ask(line)).tone, line).toBe('notice')
  })

  it('says which of a community’s own resources changed, though there are as many as before', async () => {
    const { ask, store } = stage()
    const change = (date: string) =>
      store.communities.change(
        'discord:1',
        () => ({
          screenings: [{ id: 'f001', date, at: '19:00', timeZone: 'UTC', place: 'Library', channel: 'C1' }],
        }),
        'mod',
      )
    await change('2026-12-01')
    await change('2026-12-08')
    expect(words(await ask('/settings history'))).toContain('Film nights: 1 → 1, with other details')
  })
})

describe('/settings quiet', () => {
  it('adds and removes channels, and says which reminders that silences', async () => {
    const { ask, settings, save } = stage()
    await save({ channel: 'C1' })
    const added = await ask('/settings quiet channel:C1')
    expect(words(added)).toContain('Reminders that post in that channel: 1. They are skipped from now on.')
    await ask('/settings quiet channel:C2')
    expect(await settings()).toEqual({ quietChannels: ['C1', 'C2'] })
    await ask('/settings quiet channel:C1 remove:yes')
    await ask('/settings quiet channel:C2 remove:yes')
    expect(await settings()).toEqual({})
    expect((await ask('/settings quiet channel:C2 remove:yes')).tone).toBe('problem')
  })

  it('sets hours over midnight, changes one end, and ends them', async () => {
    const { ask, settings } = stage()
    await ask('/settings quiet from:22:00 to:07:00')
    await ask('/settings quiet to:08:00')
    expect((await settings()).quietHours).toEqual({ from: '22:00', to: '08:00' })
    await ask('/settings quiet off:yes')
    expect(await settings()).toEqual({})
  })

  it.each(['from:22:00', 'from:22:00 to:22:00', 'off:yes from:22:00 to:23:00', 'remove:yes'])(
    'refuses %s and changes nothing',
    async options => {
      const { ask, settings, store } = stage()
      expect((await ask(`/settings quiet ${options}`)).title).toBe('Nothing was changed')
      expect(await settings()).toEqual({})
      expect(await store.communities.history('discord:1')).toEqual([])
    },
  )

  it('shows what is quiet when nothing is asked for, and notes no change', async () => {
    const { ask, store } = stage()
    await ask('/settings quiet channel:C1')
    expect(fieldsIn(await ask('/settings quiet'))).toEqual({ 'Quiet channels': 'C1', 'Quiet hours': 'none' })
    expect(await store.communities.history('discord:1')).toHaveLength(1)
  })

  it('takes no more than fifty channels', async () => {
    const { ask, store, settings } = stage()
    const fifty = Array.from({ length: 50 }, (_, i) => `C${i}`)
    await store.communities.change('discord:1', () => ({ quietChannels: fifty }))
    expect(words(await ask('/settings quiet channel:C50'))).toContain('At most 50 channels')
    expect((await settings()).quietChannels).toEqual(fifty)
  })
})

describe('/settings moderators', () => {
  it('names roles and people, says that a role includes everyone who has it, and removes them again', async () => {
    const { ask, settings } = stage()
    expect(words(await ask('/settings moderators add:<@&123>'))).toContain(
      'A role includes everyone who has it',
    )
    await ask('/settings moderators add:456')
    expect(await settings()).toEqual({ moderators: ['123', '456'] })
    await ask('/settings moderators remove:123')
    await ask('/settings moderators remove:456')
    expect(await settings()).toEqual({})
  })

  it.each(['<@&1>', '@everyone', '@here'])('never makes every member a moderator by %s', async everybody => {
    const { ask, settings } = stage()
    expect(words(await ask(`/settings moderators add:${everybody}`))).toContain('every member a moderator')
    expect(await settings()).toEqual({})
  })

  it('takes no more than twenty', async () => {
    const { ask, settings, store } = stage()
    const twenty = Array.from({ length: 20 }, (_, i) => `R${i}`)
    await store.communities.change('discord:1', () => ({ moderators: twenty }))
    expect(words(await ask('/settings moderators add:R20'))).toContain('At most 20')
    await ask('/settings moderators add:R20 remove:R0')
    expect((await settings()).moderators).toEqual([...twenty.slice(1), 'R20'])
  })
})

describe('/settings forget', () => {
  it('shows first what would be removed, and removes it after a second press, with a receipt', async () => {
    const { ask, settings, reminders, store, save } = stage()
    await save()
    await ask('/settings region:US-WV')
    await ask('/settings region:GB')
    const first = await ask('/settings forget')
    expect(words(first)).toContain('reminders, with the record of their posts: 1')
    expect(words(first)).toContain('noted changes, with the ids of who made them: 2')
    expect(await reminders()).toHaveLength(1)
    const done = await ask(button(first, 'Remove everything'))
    expect(words(done)).toContain('- reminders: 1\n- records of posts: 0\n- noted changes: 2')
    expect([await settings(), await reminders(), await store.communities.history('discord:1')]).toEqual([
      {},
      [],
      [],
    ])
    expect(await store.communities.all()).toEqual([])
  })

  it('says which backups remain, and until when', async () => {
    const backups = async () => [{ name: 'heroine-2026-11-20.sqlite', until: '2026-12-20' }]
    expect(words(await stage({ backups }).ask('/settings forget confirm:yes'))).toContain(
      '- heroine-2026-11-20.sqlite, until 20 December 2026',
    )
    expect(words(await stage().ask('/settings forget confirm:yes'))).toContain('Backups: none are kept here.')
  })

  it('leaves other communities alone', async () => {
    const { ask, settings } = stage()
    await ask('/settings region:US-WV', 'discord:2')
    await ask('/settings forget confirm:yes')
    expect(await settings('discord:2')).toEqual({ region: 'US-WV' })
  })
})

it('lists every subcommand in help but the one behind a button, and all in one message', async () => {
  const { ask, bot } = stage()
  const help = words(await ask('/help settings'))
  const folder = bot.commands.find(entry => entry.name === 'settings')
  const names = folder && 'subcommands' in folder ? folder.subcommands.map(one => one.name) : []
  expect(names).toContain('apply')
  for (const name of names) expect(help.includes(`/settings ${name}`), name).toBe(name !== 'apply')
})

it('is for moderators, and for communities', async () => {
  const { member, bot } = stage()
  const lines = [
    'undo',
    'history',
    'quiet',
    'moderators',
    'export',
    'import x',
    'forget confirm:yes',
    'apply a1b2',
  ]
  for (const line of [...lines.map(name => `/settings ${name}`), '/pause']) {
    expect((await member(line)).title, line).toBe('For moderators')
    const alone = await bot.answer(line, { by: { isModerator: () => true }, now, locale: 'en' })
    expect(alone.title, line).toBe('Not in a direct message')
  }
})
