import { fileURLToPath } from 'node:url'
import type { Choice } from '../core/options.ts'
import type { AskContent } from './askContent.ts'
import { avoidedIn } from './avoided.ts'
import { offLimitsIn } from './doNotOffer.ts'
import { cardId, type Emergency, emergencyFrom } from './emergency.ts'
import type { Entry } from './entry.ts'
import { buttonsTo } from './entryReply.ts'
import { type House, readHouse } from './house.ts'
import { type Content, loadContent } from './load.ts'
import { readPhone } from './phone.ts'
import { questionReader, type Understanding } from './question.ts'
import { placeIn } from './regions.ts'
import { topics } from './schema.ts'

/** All that the bot knows, in memory. */
export type Knowledge = Omit<Content, 'ask'> & {
  entry(id: string): Entry | undefined
  /** The entries that a command shows, in the order of their folders. */
  shownBy(command: string): Entry[]
  choices(command: string): Choice[]
  /** How a question in somebody's own words is understood. The first call builds the index. */
  understand(question: string): Understanding
  /** The place that a sentence names, as a region's code. */
  placeIn(words: string): string | undefined
  emergency: Emergency
  /** Person-first wording, as advice to moderators who write a post of their own: a sentence for each word. */
  advice(words: string): string[]
  /** Why a number or a page in a text must not be offered; nothing where all of it may. */
  offLimitsIn(words: string, region: string | undefined): string | undefined
  /** A number that moderators wrote, as people dial it, or what is wrong with it. */
  phone(written: string, region: string | undefined): ReturnType<typeof readPhone>
}

const toMyself = { label: 'Send to my DMs', ask: '/overdose', does: 'dm' as const }

export const contentFolder = fileURLToPath(new URL('../../content', import.meta.url))

/** Loads and indexes the content. Throws an OperatorError that lists every fault. */
export function openKnowledge(folder = contentFolder): Knowledge {
  const { ask: loaded, ...content } = loadContent(folder)
  let asking: AskContent | undefined = loaded
  const byId = new Map(content.entries.map(entry => [entry.id, entry]))
  const shownBy = (command: string) => content.entries.filter(entry => topics[entry.topic] === command)
  const next = ['injection', 'what-not-to-do', 'afraid-to-call', 'child'].flatMap(
    slug => byId.get(`overdose/${slug}`) ?? [],
  )
  const places = placeIn(content.regions)
  let lists: House | undefined
  const house = () => {
    lists ??= readHouse(folder)
    return lists
  }
  let reader: ((question: string) => Understanding) | undefined
  return {
    ...content,
    entry: id => byId.get(id),
    shownBy,
    choices: command => shownBy(command).map(({ slug, label, also }) => ({ value: slug, label, also })),
    // The index takes longer to build than all else, and only /ask needs it.
    understand: question => {
      reader ??= questionReader({ ...content, ...asking! }, places)
      // What it was made from is not needed again: half as much memory as the index.
      asking = undefined
      return reader(question)
    },
    placeIn: places,
    advice: words =>
      avoidedIn(words, house().words.rows).map(
        ({ words: said, row }) => `“${said}”: better ${row.prefer[0]} (${row.why}).`,
      ),
    offLimitsIn: (words, region) => offLimitsIn(content.doNotOffer, words, region),
    phone: (written, region) => readPhone(written, region, house().shortCodes),
    emergency: emergencyFrom(content.resources, byId.get(cardId)!, [...buttonsTo(next), toMyself]),
  }
}
