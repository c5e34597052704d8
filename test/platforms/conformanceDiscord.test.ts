import { describe, expect, it } from 'vitest'
import { render } from '../../src/platforms/discord/render.ts'
import { schemaViolations } from '../fakes/discord/conformance.ts'
import { asObjects, type Json } from '../fakes/discord/json.ts'
import { discordFaults, discordRules } from './discordRules.ts'
import { everything } from './everything.ts'
import { generated, runs } from './generated.ts'
import { faultsOnDiscord } from './payloadFaults.ts'
import { readMarkdown, readOnDiscord } from './readOnDiscord.ts'
import { missing } from './told.ts'

describe('whatever a reply may hold, on Discord', () => {
  it.each(runs)(
    'is valid and whole: %s',
    (_, run) => {
      expect(generated(run, faultsOnDiscord)).toBe(run.numRuns)
    },
    180_000,
  )
})

const message = () => structuredClone(render(everything)) as unknown as Json

describe('the rules for Discord', () => {
  it('hold for a reply with something of everything', () => {
    expect(faultsOnDiscord(everything)).toEqual([])
  })

  it.each(discordRules)('notice a message that breaks this: $rule', ({ rule, source, breaks }) => {
    const broken = message()
    breaks(broken)
    expect(source).toMatch(/^https:/)
    expect(discordFaults(broken, everything)).toContain(rule)
  })
})

/** It is beside the repository; without it the tables of rules judge alone, and this says that it was skipped. */
const described = schemaViolations('POST', '/channels/1/messages', { content: 'a' }) !== undefined
it.skipIf(!described)('Discord’s own description is a judge, too', () => {
  const broken = message()
  asObjects(broken.components)[0]!.accent_color = 'red'
  expect(discordFaults(broken, everything).join()).toContain('accent_color')
  expect(schemaViolations('POST', '/channels/1/messages', broken)).not.toEqual([])
})

describe('a reader on Discord', () => {
  it.each([
    ['**cut', '**cut'],
    ['~~gone~~ ||hidden||', 'gone hidden'],
    ['5. a\n9. b', '5. a 6. b'],
    ['\\*kept\\* `x`', '*kept* x'],
    ['words (you: <t:1700000000:f>).', 'words.'],
  ])('reads %s as Discord would', (content, read) => {
    expect(readMarkdown(content).text.replace(/\s+/g, ' ').trim()).toBe(read)
  })

  it('notices words that are missing, a link that is cut, and a mention that nobody meant', () => {
    const seen = readOnDiscord(message())
    const without = (words: string) => ({ ...seen, text: seen.text.replaceAll(words, '') })
    for (const words of ['Everything', 'bold', '1-800-662-4357', 'Reviewed', 'Second step', 'Hidden'])
      expect(missing(everything, without(words), 'picture'), words).not.toEqual([])
    expect(missing(everything, { ...seen, links: [] }, 'picture')).not.toEqual([])
    expect(readMarkdown('@everyone <@1> <#2> __x__').unmeant).toEqual(['everyone', 'user', 'channel', 'u'])
  })
})
