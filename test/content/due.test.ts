import { afterEach, describe, expect, it } from 'vitest'
import { dueBefore, untilDate } from '../../scripts/content/due.ts'
import { OperatorError } from '../../src/core/operatorError.ts'
import { clear, entry, material } from './sample.ts'

const now = Temporal.Instant.from('2027-05-01T12:00:00Z')

describe('what is due', () => {
  afterEach(clear)

  it('comes earliest first, services and entries alike', () => {
    const early = entry({ front: 'claims: [A01]\n' }).replace('2027-05-22', '2027-05-02')
    const { knowledge } = material({ 'en/film/overview.md': early })
    const names = (date: string) => dueBefore(knowledge, date).map(due => due.name)
    expect(names('2027-05-01')).toEqual([])
    expect(names('2027-05-21')).toEqual(['en/film/overview.md', 'resources: us-988'])
  })

  it.each(['30d', '30'])('reads %s as thirty days from now', words => {
    expect(untilDate(words, now)).toBe('2027-05-31')
  })

  it.each(['soon', '', '-3d'])('refuses "%s"', words => {
    expect(() => untilDate(words, now)).toThrow(OperatorError)
  })
})
