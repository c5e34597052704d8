import { describe, expect, it, vi } from 'vitest'
import { answer } from '../../src/core/answer.ts'
import type { Context } from '../../src/core/ask.ts'
import { command } from '../../src/core/command.ts'
import { text } from '../../src/core/options.ts'
import { plainReply } from '../../src/core/plain.ts'
import { StoreFault } from '../../src/core/storeFault.ts'
import { paragraph } from '../../src/core/text.ts'

const member: Context = {
  by: { isModerator: () => false },
  now: Temporal.Instant.from('2026-11-24T12:00:00Z'),
  locale: 'en',
}
const ok = { tone: 'info' as const, title: 'Fine', text: [paragraph('Yes.')] }
const make = (extra: object) =>
  command({ name: 'x', about: 'x', options: {}, who: 'everyone', answer: () => ok, ...extra })
const report = vi.fn()
const ask = (definition: object, context: Context = member, line = '/x', settings = {}) =>
  answer(line, context, {
    commands: [make(definition)],
    settings,
    emergencyLine: where => `Happening now? Call ${where?.region ?? 'somebody'}.`,
    report,
  })

describe('answering', () => {
  it('is private unless the clock asks', async () => {
    expect((await ask({})).seenBy).toBe('asker')
    expect((await ask({ schedulable: true }, { ...member, by: 'clock' })).seenBy).toBe('everyone')
  })

  it('keeps a command that says it is private private when the clock asks nothing of it', async () => {
    expect((await ask({ schedulable: true })).seenBy).toBe('asker')
  })

  it('lets the clock run only what may be scheduled', async () => {
    const refused = await ask({}, { ...member, by: 'clock' })
    expect(refused).toMatchObject({ tone: 'notice', seenBy: 'asker' })
  })

  it('never lets the clock act as a moderator', async () => {
    const run = vi.fn(() => ok)
    await ask({ who: 'moderators', answer: run }, { ...member, by: 'clock' })
    expect(run).not.toHaveBeenCalled()
  })

  it('asks for each moderators’ command who may', async () => {
    expect((await ask({ who: 'moderators' })).title).toBe('For moderators')
    expect(
      (await ask({ who: 'moderators' }, { ...member, by: { isModerator: async () => true } })).title,
    ).toBe('Fine')
  })

  it('turns a crash into an apology with the emergency line, and reports it without the question', async () => {
    const secret = 'a frightened question'
    const options = { q: text({ about: 'q', example: 'q', required: true }) }
    const crash = () => {
      throw new Error('boom')
    }
    const reply = await ask({ options, answer: crash }, member, `/x ${secret}`)
    expect(reply).toMatchObject({ tone: 'problem', seenBy: 'asker' })
    expect(plainReply(reply)).toContain('Happening now?')
    expect(report).toHaveBeenCalledWith('x', expect.any(Error))
    expect(JSON.stringify(report.mock.calls)).not.toContain(secret)
  })

  it('tells a moderator what the store did not do and why, with the emergency line; a member never', async () => {
    const answer = () => {
      throw new StoreFault('It was not saved', 'the disk is full', new Error('/data/secret'))
    }
    const moderator = { ...member, by: { isModerator: () => true } }
    const reply = await ask({ who: 'moderators', answer }, moderator)
    expect(reply).toMatchObject({ tone: 'problem', seenBy: 'asker' })
    expect(plainReply(reply)).toContain('It was not saved: the disk is full; nothing changed.')
    expect(plainReply(reply)).toContain('Happening now?')
    expect(JSON.stringify(reply)).not.toContain('secret')
    expect(plainReply(await ask({ answer }, moderator))).not.toContain('the disk is full')
  })

  it('apologises when the permission check itself fails', async () => {
    const isModerator = () => Promise.reject(new Error('down'))
    expect((await ask({ who: 'moderators' }, { ...member, by: { isModerator } })).tone).toBe('problem')
  })

  it('answers a mistake and an unknown button privately, with the emergency line', async () => {
    for (const line of ['/x y', '/gone since:last', '']) {
      const reply = await ask({}, member, line)
      expect(reply).toMatchObject({ tone: 'problem', seenBy: 'asker' })
      expect(plainReply(reply)).toContain('Happening now? Call')
    }
  })

  it('takes the region from what was stated, then the setting, then the hint', async () => {
    const where = vi.fn(() => ok)
    await ask({ answer: where }, { ...member, region: 'IE', hint: 'US' }, '/x', { region: 'GB' })
    await ask({ answer: where }, { ...member, hint: 'US' }, '/x', { region: 'GB' })
    await ask({ answer: where }, { ...member, hint: 'US' })
    await ask({ answer: where })
    expect(
      where.mock.calls.map(([asked]: unknown[]) => (asked as { whereabouts: unknown }).whereabouts),
    ).toEqual([
      { region: 'IE', sure: true },
      { region: 'GB', sure: true },
      { region: 'US', sure: false },
      undefined,
    ])
  })

  it('refuses to send a reply that breaks a bound, and apologises instead', async () => {
    const tooLong = () => ({ ...ok, text: [paragraph('x'.repeat(5000))] })
    expect((await ask({ answer: tooLong })).tone).toBe('problem')
  })
})
