import { beforeAll, describe, expect, it } from 'vitest'
import { type Answered, everyReply } from '../../scripts/gallery/everyReply.ts'
import { isModerators, moderatorLines } from '../../scripts/gallery/moderatorLines.ts'
import { assemble } from '../../src/assemble.ts'
import type { Context } from '../../src/core/ask.ts'
import { modal } from '../../src/platforms/discord/form.ts'
import { formView } from '../../src/platforms/slack/formView.ts'
import { answerView, homeView } from '../../src/platforms/slack/view.ts'
import type { Json } from '../fakes/discord/json.ts'
import { modalFaults, viewFaults } from './formRules.ts'
import { payloadFaults } from './payloadFaults.ts'

const now = Temporal.Instant.from('2026-11-25T12:00:00Z')
const moderator: Context = {
  by: { isModerator: () => true, signature: () => 'mod-1' },
  now,
  locale: 'en',
  place: { community: 'discord:1', channel: 'here' },
}
const asJson = (value: object) => structuredClone(value) as Json

describe('every answer that moderators can get', () => {
  const reported: string[] = []
  const { bot } = assemble({
    dataDir: ':memory:',
    check: async () => [],
    report: (where, error) => reported.push(`${where}: ${error}`),
  })
  let answered: Answered[]
  beforeAll(async () => {
    const most = 1500
    answered = await everyReply(bot, moderatorLines(bot), moderator, { most, follow: isModerators(bot) })
    answered.push(...(await everyReply(bot, ['/settings forget confirm:yes', '/settings'], moderator)))
  }, 120_000)

  it('is set up, planned, listed and changed on the way', () => {
    const titles = new Set(answered.map(({ reply }) => reply.title))
    expect(reported).toEqual([])
    expect(answered.length).toBeGreaterThan(300)
    for (const title of ['Nothing is posted yet: is this right?', 'Settings of this community'])
      expect(titles).toContain(title)
    for (const name of ['show', 'pause', 'delete'])
      expect(
        answered.some(({ line }) => line.startsWith(`/reminders ${name} `)),
        name,
      ).toBe(true)
  })

  it('is valid and whole', () => {
    for (const { line, reply } of answered) expect(payloadFaults(reply), line).toEqual([])
  }, 120_000)

  it('opens forms that Discord and Slack take', () => {
    const fillings = answered.flatMap(({ reply }) =>
      reply.actions.flatMap(action =>
        'ask' in action && typeof action.does === 'object'
          ? [{ kind: 'form' as const, line: action.ask, fields: action.does.form }]
          : [],
      ),
    )
    expect(fillings.length).toBeGreaterThan(3)
    for (const filling of fillings) {
      const form = bot.form(filling)!
      expect(modalFaults(asJson(modal(form)!)), filling.line).toEqual([])
      expect(viewFaults(asJson(formView(form, '{}'))), filling.line).toEqual([])
    }
  })

  it('fits a window of Slack’s, and two of them the Home tab', () => {
    const home = answered.find(({ line }) => line === '/settings show')!.reply
    for (const { line, reply } of answered) {
      expect(viewFaults(asJson(answerView(reply.title, reply, { channel: 'C1' }))), line).toEqual([])
      expect(viewFaults(asJson(homeView([home, reply], { channel: 'C1' }))), line).toEqual([])
    }
  }, 60_000)
})
