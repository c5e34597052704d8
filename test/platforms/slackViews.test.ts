import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { spelled } from '../../src/core/command.ts'
import { mostFields } from '../../src/core/form.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { formView, valuesOf } from '../../src/platforms/slack/formView.ts'
import { answerView, homeView } from '../../src/platforms/slack/view.ts'
import { sample } from '../charts/sample.ts'
import { checkView } from '../fakes/slack/views.ts'

const { bot, knowledge } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
const by = { isModerator: () => true, signature: () => 'U1' }
const asked = {
  by,
  now: Temporal.Instant.from('2026-11-24T12:00:00Z'),
  locale: 'en',
  region: 'US-WV',
  place: { community: 'slack:T1', channel: 'D1' },
} as const
const kept = { channel: 'D1' }
const judged = (view: object) => checkView(JSON.parse(JSON.stringify(view)))

describe('a view on Slack', () => {
  it('takes the answer of every command and of every entry, and the Home tab takes them together', async () => {
    const replies: Reply[] = []
    for (const { words } of spelled(bot.commands)) replies.push(await bot.answer(`/${words}`, asked))
    for (const { topic, slug } of knowledge.entries) {
      const command = {
        film: 'film',
        people: 'film',
        screening: 'film',
        overdose: 'overdose',
        naloxone: 'naloxone',
      }
      const name = command[topic as keyof typeof command] ?? 'facts'
      replies.push(await bot.answer(`/${name} ${slug}`, asked))
    }
    expect(replies.length).toBeGreaterThan(150)
    for (const reply of replies) expect(judged(answerView('Heroine', reply, kept)), reply.title).toEqual([])
    for (let at = 0; at + 3 < replies.length; at += 3)
      expect(judged(homeView(replies.slice(at, at + 3), kept)), replies[at]!.title).toEqual([])
    const many = homeView(replies, kept)
    expect(judged(many)).toEqual([])
    expect(many.blocks.length).toBeGreaterThan(80)
  })

  it('tells a chart in words, since a table stands in messages only', () => {
    const reply = Reply.parse({ tone: 'info', title: 'Numbers', text: [], parts: [{ chart: sample }] })
    const view = answerView('Heroine', reply, kept)
    expect(judged(view)).toEqual([])
    expect(JSON.stringify(view)).toContain('2004 90 ·')
  })

  it('has a title that fits, cut between characters', () => {
    const reply = Reply.parse({ tone: 'info', title: 'Fine', text: [paragraph('Yes.')] })
    expect(judged(answerView('Offer support privately and kindly', reply, kept))).toEqual([])
    expect(answerView('x'.repeat(23) + '😀y', reply, kept).title.text.isWellFormed()).toBe(true)
  })
})

describe('a form on Slack', () => {
  it('fits for any options of any command', () => {
    let forms = 0
    for (const { words, command } of spelled(bot.commands)) {
      const names = Object.keys(command.options)
      for (let at = 0; at < names.length; at += mostFields) {
        const form = bot.form({ kind: 'form', line: `/${words}`, fields: names.slice(at, at + mostFields) })
        expect(judged(formView(form!, 'x'.repeat(400))), words).toEqual([])
        forms++
      }
    }
    expect(forms).toBeGreaterThan(30)
  })

  it('gives what was filled in and what the button named; a field that was emptied is gone', () => {
    const form = bot.form({
      kind: 'form',
      line: '/resources edit id:abc need:naloxone name:Shelf',
      fields: ['need', 'name', 'check'],
    })!
    const state = {
      values: {
        need: { need: { selected_option: null } },
        name: { name: { value: 'Shelf 2' } },
        check: { check: { selected_date: '2027-01-31' } },
      },
    }
    expect(valuesOf(form, state)).toEqual({ id: 'abc', name: 'Shelf 2', check: '2027-01-31' })
  })
})
