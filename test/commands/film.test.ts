import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import type { Context } from '../../src/core/ask.ts'
import type { Reply } from '../../src/core/reply.ts'

const { bot, knowledge } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
const context: Context = {
  by: { isModerator: () => false },
  now: Temporal.Instant.from('2026-11-24T12:00:00Z'),
  locale: 'en',
}

describe('/film checked', () => {
  it('shows all that was checked, page by page, what is wrong first', async () => {
    const seen: string[] = []
    let line: string | undefined = '/film checked'
    while (line) {
      const reply: Reply = await bot.answer(line, context)
      expect(reply.tone).toBe('info')
      seen.push(
        ...reply.parts.flatMap(part => ('fields' in part ? part.fields.map(field => field.name) : [])),
      )
      const next = reply.actions.find(action => action.label.startsWith('Next'))
      line = next && 'ask' in next ? next.ask : undefined
    }
    expect(seen.sort()).toEqual(knowledge.claims.map(claim => `“${claim.read}”`).sort())
    expect(seen).toHaveLength(100)
  })

  it('stays on its last page however far somebody asks', async () => {
    expect((await bot.answer('/film checked page:25', context)).title).toContain('25 of 25')
    expect((await bot.answer('/film checked page:99', context)).tone).toBe('problem')
  })
})
