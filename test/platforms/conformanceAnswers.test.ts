import { beforeAll, describe, expect, it } from 'vitest'
import { type Answered, everyReply, offeredBy, readOnlyLines } from '../../scripts/gallery/everyReply.ts'
import { assemble } from '../../src/assemble.ts'
import type { Context } from '../../src/core/ask.ts'
import { isFolder, schedulableIn } from '../../src/core/command.ts'
import { previewOf } from '../../src/core/share.ts'
import { needs } from '../../src/knowledge/schema.ts'
import { payloadFaults } from './payloadFaults.ts'

const now = Temporal.Instant.from('2026-11-25T12:00:00Z')
const place = { community: 'discord:1', channel: 'here' } as const
const member: Context = { by: { isModerator: () => false }, now, locale: 'en', place, mayPost: true }

describe('every answer that members can get', () => {
  const { bot, knowledge } = assemble({
    dataDir: ':memory:',
    check: async () => [],
    report: (where, error) => reported.push(`${where}: ${error}`),
  })
  const reported: string[] = []
  let answered: Answered[]
  beforeAll(async () => {
    answered = await everyReply(bot, readOnlyLines(bot), member)
  }, 120_000)

  it('is every choice of every option, every region, need and page, and whatever they offer', () => {
    const lines = new Set(answered.map(({ line }) => line))
    expect(answered.length).toBeGreaterThan(2000)
    for (const { code } of knowledge.regions) expect(lines).toContain(`/support region:${code}`)
    for (const need of Object.keys(needs)) expect(lines).toContain(`/support need:${need}`)
    const offered = answered.flatMap(({ reply }) => offeredBy(reply))
    expect(offered.filter(line => !lines.has(line))).toEqual([])
    const mistakes = answered.filter(({ reply }) => reply.tone === 'problem').map(({ line }) => line)
    expect(mistakes).toEqual(['/ask'])
    expect(reported).toEqual([])
  })

  it('is valid and whole for the asker', () => {
    for (const { line, reply } of answered) expect(payloadFaults(reply), line).toEqual([])
  }, 120_000)

  it('is valid and whole for everyone, and as a preview of what everyone would see', async () => {
    for (const { line, reply } of answered) {
      expect(payloadFaults({ ...reply, seenBy: 'everyone' }), line).toEqual([])
      expect(payloadFaults(previewOf(reply, line.slice(0, 90))), `preview of ${line}`).toEqual([])
    }
  }, 180_000)

  it('is valid and whole when the clock asks', async () => {
    const names = schedulableIn(bot.commands)
      .filter(entry => !isFolder(entry))
      .map(({ name }) => `/${name}`)
    const timed = answered.filter(({ line }) => names.includes(line.split(' ')[0]!))
    expect(timed.length).toBeGreaterThan(500)
    for (const { line } of timed.filter((_, at) => at % 7 === 0 || at < 500)) {
      const reply = await bot.answer(line, { ...member, by: 'clock' })
      expect(reply.seenBy, line).toBe('everyone')
      expect(payloadFaults(reply), line).toEqual([])
    }
  }, 120_000)

  it('is valid and whole where nobody said where they are, in the future, and for questions of every kind', async () => {
    const later = Temporal.Instant.from('2031-01-01T00:00:00Z')
    const questions = [
      'he is not breathing',
      'i took too much',
      'i want to die',
      'i used again',
      'what is naloxone',
      'who was patricia keller',
      'how do i make fentanyl',
      'wo finde ich hilfe in berlin',
      '<!channel> @everyone **?**',
      'xyzzy',
    ]
    const lines = [
      ...questions.map(question => `/ask ${question}`),
      '/support my brother in ohio',
      '/overdose help!!',
      '/film dragons',
      '/nonsense',
      '/support region:Narnia',
    ]
    for (const context of [
      member,
      { ...member, now: later },
      { ...member, place: undefined },
      { ...member, hint: 'GB' },
    ])
      for (const line of [...lines, ...readOnlyLines(bot).filter((_, at) => at % 9 === 0)])
        expect(payloadFaults(await bot.answer(line, context)), line).toEqual([])
    expect(reported).toEqual([])
  }, 120_000)
})
