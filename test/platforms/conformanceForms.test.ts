import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { spelled } from '../../src/core/command.ts'
import { type Form, mostFields } from '../../src/core/form.ts'
import { modal } from '../../src/platforms/discord/form.ts'
import { formView } from '../../src/platforms/slack/formView.ts'
import type { Json } from '../fakes/discord/json.ts'
import { modalFaults, modalRules, viewFaults, viewRules } from './formRules.ts'

const { bot } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
const asJson = (value: object) => structuredClone(value) as Json

/** Each command's options, as many at a time as a form takes, filled in by none and by what stands in their example. */
const forms: Form[] = spelled(bot.commands).flatMap(({ words, command }) => {
  const names = Object.keys(command.options)
  const starts = names.keys().filter(at => at % mostFields === 0)
  return [...starts].flatMap(from => {
    const fields = names.slice(from, from + mostFields)
    const form = bot.form({ kind: 'form', line: `/${words}`, fields })
    return form ? [form] : []
  })
})

describe('a form for any command', () => {
  it('exists for each that has options', () => {
    const named = new Set(forms.map(({ words }) => words))
    const wanted = spelled(bot.commands).filter(({ command }) => Object.keys(command.options).length > 0)
    expect(wanted.filter(({ words }) => !named.has(words))).toEqual([])
    expect(forms.length).toBeGreaterThan(30)
  })

  it('is a modal that Discord takes', () => {
    for (const form of forms) expect(modalFaults(asJson(modal(form)!)), form.words).toEqual([])
  })

  it('is a view that Slack takes', () => {
    for (const form of forms) expect(viewFaults(asJson(formView(form, '{}'))), form.words).toEqual([])
  })

  it('is as good when a button named some of it already', () => {
    const line = '/reminders create every:week timezone:America/New_York'
    const form = bot.form({ kind: 'form', line, fields: ['every', 'at', 'timezone', 'channel', 'say'] })!
    expect(form.given).toEqual({ every: 'week', timezone: 'America/New_York' })
    expect(modalFaults(asJson(modal(form)!))).toEqual([])
    expect(viewFaults(asJson(formView(form, '{}')))).toEqual([])
  })
})

describe('the rules for forms', () => {
  const form = bot.form({ kind: 'form', line: '/resources add', fields: ['name', 'need', 'about'] })!

  it.each(modalRules)('notice a modal that breaks this: $rule', ({ rule, source, breaks }) => {
    const broken = asJson(modal(form)!)
    breaks(broken)
    expect(source).toMatch(/^https:/)
    expect(modalFaults(broken)).toContain(rule)
  })

  it.each(viewRules)('notice a view that breaks this: $rule', ({ rule, source, breaks }) => {
    const broken = asJson(formView(form, '{}'))
    breaks(broken)
    expect(source).toMatch(/^https:/)
    expect(viewFaults(broken)).toContain(rule)
  })
})
