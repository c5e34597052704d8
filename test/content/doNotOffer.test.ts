import { describe, expect, it } from 'vitest'
import { DoNotOffer, isOffLimits, isOffLimitsSite } from '../../src/knowledge/doNotOffer.ts'
import { contentFolder } from '../../src/knowledge/knowledge.ts'
import { contents, readYaml } from '../../src/knowledge/read.ts'

const list = readYaml('do-not-offer.yaml', contents(contentFolder, 'do-not-offer.yaml'), DoNotOffer, [])!

describe('what is off limits', () => {
  it.each([
    '1-800-848-4311',
    '+18008484311',
    '(800) 848 4311',
    '800.848.4311 (day and night)',
    '1-844-289-0879',
    '+491805313031',
    '01805 31 30 31',
    '988, then press 3',
    '877-966-3784',
  ])('includes %s however it is written', number => {
    expect(isOffLimits(list, number)).toMatch(/\w{3}/)
  })

  it.each([
    '988',
    '911',
    '988, then press 1',
    '1-844-435-7498',
    '+18006624357',
    '1-800-662-4357 (800-662-HELP)',
  ])('leaves %s alone', number => {
    expect(isOffLimits(list, number)).toBeUndefined()
  })

  it('knows that a short number is another line elsewhere', () => {
    expect(isOffLimits(list, '1933', 'IN')).toContain('law enforcement')
    expect(isOffLimits(list, '1933', 'US-OH')).toBeUndefined()
    expect(isOffLimits(list, '38255', 'US')).toContain('988')
    expect(isOffLimits(list, '38255', 'US-WV')).toBeUndefined()
    expect(isOffLimits(list, '1393')).toContain('109')
  })

  it('knows a site by its host, with or without www', () => {
    expect(isOffLimitsSite(list, 'https://www.americanaddictioncenters.org/x')).toContain('2018')
    expect(isOffLimitsSite(list, 'https://notamericanaddictioncenters.org/')).toBeUndefined()
  })
})
