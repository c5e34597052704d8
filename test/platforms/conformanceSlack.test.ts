import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/core/reply.ts'
import { seen as render } from '../../src/platforms/slack/render.ts'
import { asList, type Json } from '../fakes/discord/json.ts'
import { checkBlockSchema, hasBlockSchema } from '../fakes/slack/conformance.ts'
import { everything } from './everything.ts'
import { generated, runs } from './generated.ts'
import { faultsOnSlack } from './payloadFaults.ts'
import { readOnSlack } from './readOnSlack.ts'
import { slackFaults, slackRules } from './slackRules.ts'
import { missing } from './told.ts'

const message = (reply: Reply) => structuredClone(render(reply)) as unknown as Json

describe('whatever a reply may hold, on Slack', () => {
  it.each(runs)(
    'is valid and whole: %s',
    (_, run) => {
      expect(generated(run, faultsOnSlack)).toBe(run.numRuns)
    },
    180_000,
  )
})

describe('the rules for Slack', () => {
  it('hold for a reply with something of everything', () => {
    expect(faultsOnSlack(everything)).toEqual([])
  })

  it.each(slackRules)('notice a message that breaks this: $rule', ({ rule, source, breaks }) => {
    const broken = message(everything)
    breaks(broken)
    expect(source).toMatch(/^https:/)
    expect(slackFaults(broken, everything)).toContain(rule)
  })
})

/** It is beside the repository; without it the tables of rules judge alone, and this says that it was skipped. */
it.skipIf(!hasBlockSchema)('Slack’s own schema of blocks is a judge, too', () => {
  const odd = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_list', style: 'bullet', indent: 'x', elements: [] }],
  }
  expect(checkBlockSchema(odd, 0).join()).toContain('indent')
  const broken = message(everything)
  broken.blocks = [...asList(broken.blocks), { type: 'video', alt_text: 'x' }]
  expect(slackFaults(broken, everything)).not.toEqual([])
})

describe('a reader on Slack', () => {
  it('notices words that are missing, a link that is cut, and marks that nobody meant', () => {
    const seen = readOnSlack(message(everything))
    const without = (words: string) => ({ ...seen, text: seen.text.replaceAll(words, '') })
    for (const words of ['Everything', 'bold', '1-800-662-4357', 'Reviewed', 'Second step', 'Hidden'])
      expect(missing(everything, without(words), 'table'), words).not.toEqual([])
    expect(missing(everything, { ...seen, links: [] }, 'table')).not.toEqual([])
    const marked = { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: 'a *b* :c:' }] }] }
    expect(readOnSlack(marked).unmeant).toEqual(['*b', ':c:'])
  })
})
