import { expect, it } from 'vitest'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'

const { understand } = openKnowledge()

/** Few words, no time: what everyday lines must never teach the triage to pass over. */
it.each([
  'help',
  'please help',
  'help me please',
  'ayúdame por favor',
  'wont wake up',
  'he wont wake up',
  'no respira',
  'blue lips',
  'took too much',
  'tomé demasiado',
  'i took 30 tylenol',
  'my kid ate my suboxone',
])('sees an emergency in "%s"', words => {
  expect(understand(words).triage).toBe('emergency')
})

it.each(['i want to disappear', 'ya no puedo mas', 'no one would notice', 'whats the point'])(
  'sees a thought of suicide in "%s"',
  words => {
    expect(understand(words).triage).toBe('self_harm')
  },
)

it.each([
  ['am i talking to a human', 'about-me'],
  ['i want to talk to a human', undefined],
  ['talking to a human would help', undefined],
  ['como hablo con una persona', undefined],
  ['dosis letal de fentanilo', 'amounts'],
  ['el fentanilo es letal?', undefined],
  ['how much more lethal is fentanyl than heroin', undefined],
  ['can i be sued for giving somebody the spray', undefined],
])('refuses what it must, and nothing near it: "%s"', (question, rule) => {
  expect(understand(question).refusal?.id).toBe(rule)
})
