import { parseArgs } from 'node:util'
import { openKnowledge } from '../src/knowledge/knowledge.ts'
import { labels, type Triage } from '../src/knowledge/triage/model.ts'
import { everydayMeasured } from './eval/everyday.ts'
import { keywordTriage, plainSearch } from './eval/peers.ts'
import { type Question, questions } from './eval/questions.ts'
import { share } from './eval/rates.ts'
import { type Message, messages } from './triage/data.ts'

/**
 * `npm run eval`: how well /ask understands, on the parts that nothing was fitted to, beside two peers in the same run.
 * `-- --part tune` measures the tuned part, `--part measure-2` one file; `--brief` leaves out the list of misses.
 */
const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'measure,measure-2,measure-3' },
    brief: { type: 'boolean', default: false },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const knowledge = openKnowledge()

function triageReport(name: string, all: Message[], triage: (text: string) => Triage, list: boolean): void {
  say(`\n${name}`)
  const told = all.map(message => ({ ...message, told: triage(message.text) }))
  for (const label of labels) {
    const right = told.filter(m => m.label === label)
    const found = right.filter(m => m.told === label)
    const claimed = told.filter(m => m.told === label)
    const by = (some: typeof told) => share(some.filter(m => m.told === label).length, some.length)
    say(`  ${label}: recall ${by(right)}, precision ${share(found.length, claimed.length)}`)
    say(
      `    hard ${by(right.filter(m => m.hard))} · English ${by(right.filter(m => m.lang === 'en'))} · Spanish ${by(right.filter(m => m.lang === 'es'))}`,
    )
  }
  const none = told.filter(m => m.label === 'none')
  for (const label of labels)
    say(`  ${label} shown on none: ${share(none.filter(m => m.told === label).length, none.length)}`)
  if (!list) return
  say('  misses')
  for (const m of told.filter(m => m.told !== m.label)) say(`    ${m.label} → ${m.told}: ${m.text}`)
}

function searchReport(
  name: string,
  all: Question[],
  find: (question: string) => string[],
  list: boolean,
): void {
  say(`\n${name}`)
  const told = all.map(question => ({ ...question, got: find(question.text) }))
  const hit = (q: (typeof told)[number], depth: number) =>
    q.got.slice(0, depth).some(id => q.want.includes(id))
  const row = (label: string, some: typeof told) =>
    say(
      `  ${label.padEnd(16)} top-1 ${share(some.filter(q => hit(q, 1)).length, some.length)}, top-3 ${share(some.filter(q => hit(q, 3)).length, some.length)}`,
    )
  const answerable = told.filter(q => !q.want.includes('refuse'))
  row('all', answerable)
  for (const lang of ['en', 'es'])
    row(
      lang,
      answerable.filter(q => q.lang === lang),
    )
  for (const topic of [...new Set(answerable.map(q => q.topic))].sort())
    row(
      topic,
      answerable.filter(q => q.topic === topic),
    )
  const refuse = told.filter(q => q.want.includes('refuse'))
  say(
    `  answered though it should be refused: ${share(refuse.filter(q => q.got[0] && q.got[0] !== 'refuse').length, refuse.length)}`,
  )
  if (!list) return
  say('  misses')
  for (const q of told.filter(q =>
    q.want.includes('refuse') ? q.got[0] && q.got[0] !== 'refuse' : !hit(q, 1),
  ))
    say(`    want ${q.want.join('|')}, got ${q.got.slice(0, 3).join(', ') || 'nothing'}: ${q.text}`)
}

/** What is no business of ours, most of it by others' hands: it should show no card and get no answer. */
function everydayReport(): void {
  say('\nEveryday questions, eval/everyday')
  for (const [name, lines] of everydayMeasured()) {
    const told = lines.map(understand)
    const cards = labels.map(label => {
      const shown = told.filter(({ triage }) => triage === label).length
      return `${label} ${share(shown, told.length)}`
    })
    const answered = told.filter(({ refusal, hits }) => !refusal && hits.length > 0).length
    say(`  ${name}: answered ${share(answered, told.length)}\n    shown: ${cards.join(', ')}`)
  }
}

const understand = (text: string) => knowledge.understand(text)
const parts = values.part.split(',')
const heard = parts.flatMap(messages)
say(`Triage, ${heard.length} messages of eval/triage: ${values.part}`)
triageReport('ours', heard, text => understand(text).triage, !values.brief)
triageReport('a keyword triage of 20 lines', heard, keywordTriage, false)
const asked = parts.flatMap(questions)
say(`\nSearch, ${asked.length} questions of eval/questions: ${values.part}`)
const ours = (text: string) => {
  const { refusal, hits } = understand(text)
  return refusal ? ['refuse'] : hits.map(found => found.id)
}
searchReport('ours', asked, ours, !values.brief)
searchReport('plain BM25 without our synonyms', asked, plainSearch(knowledge.entries), false)
everydayReport()
