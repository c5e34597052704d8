import type { Ask } from '../../src/core/ask.ts'
import { emergencyButton } from '../../src/core/emergencyButton.ts'
import { type Action, type Draft, limits, type Source } from '../../src/core/reply.ts'
import { type Screening, type ScreeningPost, startOf } from '../../src/core/screening.ts'
import { type Block, moment, paragraph, strong, type Text } from '../../src/core/text.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import { buttonsTo, entryReply } from '../../src/knowledge/entryReply.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { dateOf } from '../../src/knowledge/support.ts'
import { localTime } from '../reminders/plan.ts'

type Said = Pick<Draft, 'text' | 'sources' | 'checked'>
type Asked = Pick<Ask, 'now' | 'whereabouts' | 'settings'>

/** What a post says. Of the film, of help and of what to talk about it says what checked entries say, and no more. */
export function said(
  knowledge: Knowledge,
  post: ScreeningPost,
  screening: Screening,
  asked: Asked,
): Draft & { text: Text } {
  if (post === 'announcement') return announcement(knowledge, screening, asked)
  const id = post === 'start' ? 'film/content-notes' : 'screening/discussion-after'
  const entry = knowledge.entry(id)
  const { text = [], sources, checked }: Partial<Said> = entry ? entryReply(knowledge, entry, asked) : {}
  const help: Action[] = [
    emergencyButton,
    { label: 'Where help is', ask: '/support' },
    { label: 'Talk to someone', ask: '/support need:talk' },
  ]
  if (post === 'start')
    return {
      tone: 'info',
      title: 'Heroin(e) begins now',
      text: [paragraph(strong('It begins now'), `: ${screening.place}`), ...text],
      sources,
      checked,
      actions: help,
    }
  const further = ['screening/discussion-further', 'screening/words-in-the-room', 'helping/grief']
  return {
    tone: 'info',
    title: entry?.title ?? 'After the film',
    text,
    sources,
    checked,
    actions: [
      ...help,
      ...buttonsTo(further.flatMap(next => knowledge.entry(next) ?? [])),
      { label: 'What can I ask?', ask: '/help' },
    ],
  }
}

/** "Friday 4 December 2026, 19:00 (America/New_York)". */
export const whenOf = (screening: Screening): string =>
  `${localTime({ reminder: '', slot: '', due: startOf(screening) }, screening.timeZone)} (${screening.timeZone})`

function announcement(
  knowledge: Knowledge,
  screening: Screening,
  { now }: Pick<Ask, 'now'>,
): Draft & { text: Text } {
  const film = aboutTheFilm(knowledge, now)
  return {
    tone: 'info',
    title: 'Film night: Heroin(e)',
    text: [
      paragraph(moment(startOf(screening), whenOf(screening)), `, ${screening.place}`),
      ...(screening.note ? [paragraph(screening.note)] : []),
      ...film.text,
      paragraph('React to this message if you are coming: the platform keeps that, I do not.'),
      ...(screening.event
        ? [paragraph('There is an event of the platform’s own too. Others see who is interested in it.')]
        : []),
    ],
    sources: film.sources,
    checked: film.checked,
    actions: [
      ...buttonsTo(
        ['film/content-notes', 'film/where-to-watch', 'film/overview'].flatMap(
          id => knowledge.entry(id) ?? [],
        ),
      ),
      { label: 'Where help is', ask: '/support' },
    ],
  }
}

/** The first sentence of an entry answers its question: content/README.md. */
const firstSentence = ({ text }: Entry): Text => {
  const [first] = text
  const words =
    first && 'paragraph' in first && typeof first.paragraph[0] === 'string' ? first.paragraph[0] : ''
  const [sentence] = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(words)
  return sentence ? [paragraph(sentence.segment.trim())] : []
}
const isList = (block: Block): boolean => 'list' in block
const firstParagraph = ({ text }: Entry): Text => text.slice(0, 1)
const leadAndList = ({ text }: Entry): Text => [...text.slice(0, 1), ...text.filter(isList).slice(0, 1)]

/** What it is, how long, what is hard to watch, where it can be seen. */
export const aboutTheFilm = (knowledge: Knowledge, now: Temporal.Instant): Said & { text: Text } =>
  partsOf(knowledge, now, [
    ['film/overview', firstParagraph],
    ['film/length-and-rating', firstSentence],
    ['film/content-notes', leadAndList],
    ['film/where-to-watch', firstParagraph],
  ])

/** That permission to show it must be asked for, and where. For moderators. */
export const permission = (knowledge: Knowledge, now: Temporal.Instant): Said & { text: Text } =>
  partsOf(knowledge, now, [['screening/showing-it', leadAndList]])

type Piece = [id: string, take: (entry: Entry) => Text]

/** Pieces of entries, with the sources of each and the day on which the oldest was checked. */
function partsOf(knowledge: Knowledge, now: Temporal.Instant, pieces: Piece[]): Said & { text: Text } {
  const found = pieces.flatMap(([id, take]) => {
    const entry = knowledge.entry(id)
    return entry ? [{ entry, text: take(entry) }] : []
  })
  const checked = found.map(({ entry }) => entry.checked).sort()[0]
  const due = found.some(({ entry }) => entry.check_again <= dateOf(now))
  const stale = paragraph(`Last checked ${checked}; a new check is due, so this may have changed.`)
  return {
    text: [...found.flatMap(({ text }) => text), ...(due ? [stale] : [])],
    sources: inTurn(found.map(({ entry }) => entry.sources)),
    checked,
  }
}

/** As many sources as fit, the first of each entry before the second of any. */
export function inTurn(all: readonly Source[][]): Source[] {
  const longest = Math.max(0, ...all.map(sources => sources.length))
  const turns = Array.from({ length: longest }, (_, turn) =>
    all.flatMap(sources => sources[turn] ?? []),
  ).flat()
  return [...new Map(turns.map(source => [source.url, source])).values()].slice(0, limits.sources)
}
