import { describe, expect, it } from 'vitest'
import { measured, misfits, platformLimits } from '../../scripts/content/fits.ts'
import { type Draft, Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'

const draft: Draft = {
  tone: 'info',
  title: 'Hi',
  text: [paragraph('🙂🙂')],
  actions: [{ label: 'Next', ask: '/film' }],
  checked: '2026-11-22',
}

describe('the size of a reply', () => {
  it('is measured as the platforms count: code points, and components at every depth', () => {
    expect(measured(Reply.parse(draft))).toMatchObject({
      discordText: [...'## Hi\n🙂🙂', ...'-# checked 2026-11-22'].length,
      discordComponents: 5,
      slackBlocks: 4,
    })
  })

  it.each(Object.keys(platformLimits) as (keyof typeof platformLimits)[])('is refused beyond %s', name => {
    expect(misfits(draft)).toEqual([])
    const [misfit] = misfits(draft, { ...platformLimits, [name]: 1 })
    expect(misfit?.wrong).toMatch(`of 1 (${name})`)
  })
})
