import { command } from '../../src/core/command.ts'
import { choice, text } from '../../src/core/options.ts'
import type { Draft } from '../../src/core/reply.ts'
import { type ScreeningPost, startOf } from '../../src/core/screening.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { said } from './said.ts'

/** A film night is the next one until its film is over. */
const overAfter = { hours: 1 }

/** /screening show: what is posted about a film night. Read only, from the last good copy of the settings. */
export const show = (knowledge: Knowledge) =>
  command({
    name: 'show',
    about: 'A film night: when and where, what the film shows, what to talk about',
    options: {
      post: choice({
        about: 'Which of its posts',
        example: 'start',
        choices: [
          { value: 'announcement', label: 'The announcement' },
          { value: 'start', label: 'When it begins' },
          { value: 'afterwards', label: 'Afterwards' },
        ],
      }),
      id: text({
        about: 'Its id, from /screening list; the next one if left out',
        example: 'a1b2c3d4',
        longest: 20,
      }),
    },
    example: '/screening show',
    who: 'everyone',
    schedulable: true,
    answer: ask => {
      const { screenings = [] } = ask.settings
      const id = ask.options.id?.trim().toLowerCase()
      const from = ask.now.subtract(overAfter)
      const found = id
        ? screenings.find(screening => screening.id === id)
        : screenings
            .filter(screening => Temporal.Instant.compare(startOf(screening), from) > 0)
            .sort((a, b) => Temporal.Instant.compare(startOf(a), startOf(b)))[0]
      if (!found) return unknown(id !== undefined, ask.by === 'clock')
      return said(knowledge, (ask.options.post ?? 'announcement') as ScreeningPost, found, ask)
    },
  })

/** A problem is never posted by the clock; its reminder pauses and says why. */
const unknown = (named: boolean, byClock: boolean): Draft => ({
  tone: byClock ? 'problem' : 'notice',
  title: named ? 'That film night is not planned any more' : 'No film night is planned',
  text: [
    paragraph(named ? 'It was cancelled, or it is long over.' : 'Ask the moderators whether one is coming.'),
  ],
  actions: [
    { label: 'About the film', ask: '/film' },
    { label: 'Where help is', ask: '/support' },
  ],
})
