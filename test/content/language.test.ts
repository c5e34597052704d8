import { describe, expect, it } from 'vitest'
import { avoidedIn } from '../../src/knowledge/avoided.ts'
import { readHouse } from '../../src/knowledge/house.ts'
import { contentFolder } from '../../src/knowledge/knowledge.ts'

const { rows } = readHouse(contentFolder).words
const found = (text: string) => avoidedIn(text, rows).map(hit => `${hit.row.id}: ${hit.words}`)

describe('the table of words', () => {
  it.each([
    ['Addicts came.', 'addict: Addicts'],
    ['a recovering addict', 'recovering-addict: recovering addict'],
    ['an ex-addict', 'ex-addict: ex-addict'],
    ['drug-seeking', 'drug-seeking: drug-seeking'],
    ['He has been clean since May.', 'clean: been clean'],
    ['nine months clean', 'clean: months clean'],
    ['She got clean.', 'get-clean: got clean'],
    ['dirty needles', 'clean-needle: dirty needles'],
    ['He is dirty.', 'dirty: is dirty'],
    ['a criminal', 'criminal: a criminal'],
    ['Criminals hide.', 'criminal: Criminals'],
    ['His heroin habit grew.', 'habit: heroin habit'],
    ['They are weak.', 'weak: They are weak'],
    ['Just swapping one addiction for another.', 'swapping: swapping one addiction for another'],
    ['drug users', 'user: drug users'],
    ['It is a moral failing.', 'weak: moral failing'],
    ['crack babies', 'addicted-baby: crack babies'],
    ['He committed suicide.', 'committed-suicide: committed suicide'],
  ])('finds “%s”', (text, hit) => {
    expect(found(text)).toEqual([hit])
  })

  it.each([
    'Keep the skin clean and dry.',
    'a clean room, clean water and clean code',
    'a criminal record, the criminal court, criminal charges',
    'They convict few. He was convicted.',
    'a habit of reading',
    'the vice president',
    'a weak pulse; breathing is weak',
    'drug-resistant infections',
    'alcoholic drinks',
    'a wheelchair user, the user of a phone, a user account',
    'It is neither a choice nor a moral failing, and not a lifestyle choice.',
    'the homeless shelter',
    'addiction, addicted, misuse',
    'If you feel hopeless, call.',
    'child abuse, domestic abuse',
    'passed a law, failed to answer',
    'He said "addict" and “junkie”.',
  ])('lets “%s” be', text => {
    expect(found(text)).toEqual([])
  })

  it('finds every form it names, but for reminders', () => {
    const checked = rows.filter(row => row.strength !== 'context' && !row.match)
    for (const row of checked)
      for (const form of row.avoid) expect(found(`Here ${form} stands.`)).toHaveLength(1)
  })

  it('never looks for a reminder', () => {
    const reminders = rows.filter(row => row.strength === 'context').flatMap(row => row.avoid)
    const hits = reminders.flatMap(words => avoidedIn(words, rows))
    expect(hits.filter(hit => hit.row.strength === 'context')).toEqual([])
  })
})
