import { describe, expect, it } from 'vitest'
import { openMaterial } from '../../scripts/content/material.ts'
import { judge, spell } from '../../scripts/content/rule.ts'
import { rules } from '../../scripts/content/rules.ts'
import { summary } from '../../scripts/content/summary.ts'

describe('the content of this bot', () => {
  it('has no fault in the real content', () => {
    expect(judge(rules, openMaterial()).map(spell).join('\n\n')).toBe('')
  })

  it('is all there: no service and no claim is lost', () => {
    const all = openMaterial()
    expect(all.knowledge.resources.length).toBeGreaterThanOrEqual(295)
    expect(summary(all)).toMatch(/^100 of 100 claims settled by an entry$/m)
  })
})
