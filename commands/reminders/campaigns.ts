import { command } from '../../src/core/command.ts'
import { choice } from '../../src/core/options.ts'
import type { Draft } from '../../src/core/reply.ts'
import { list, paragraph, strong } from '../../src/core/text.ts'
import { longDate } from '../../src/core/when.ts'
import { type Campaign, datesOf } from '../../src/knowledge/campaign.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { regionName } from '../../src/knowledge/regions.ts'
import { dateOf } from '../../src/knowledge/support.ts'
import type { Desk } from './desk.ts'

/** So many on a page: each names its source. */
const perPage = 8

export const campaignOption = (campaigns: readonly Campaign[]) => ({
  about: 'Which day',
  example: campaigns[0]?.id ?? 'overdose-awareness-day',
  choices: campaigns.map(({ id, name }) => ({ value: id, label: name })),
})

/** /reminders campaigns: days on which many communities speak of the same thing, and when they are. */
export const campaigns = ({ knowledge }: Pick<Desk, 'knowledge'>) => {
  const pages = Math.max(1, Math.ceil(knowledge.campaigns.length / perPage))
  return command({
    name: 'campaigns',
    about: 'Awareness days of the next twelve months, each with its source',
    options: {
      campaign: choice(campaignOption(knowledge.campaigns)),
      page: choice({
        about: 'Further days',
        example: '2',
        choices: Array.from({ length: pages }, (_, i) => ({ value: `${i + 1}`, label: `Page ${i + 1}` })),
      }),
    },
    example: '/reminders campaigns',
    who: 'moderators',
    answer: ask => {
      const all = inOrder(knowledge.campaigns, dateOf(ask.now))
      const one = all.find(({ campaign }) => campaign.id === ask.options.campaign)
      return one ? detail(knowledge, one) : page(knowledge, all, Number(ask.options.page ?? '1'), pages)
    },
  })
}

/** A campaign with its next date within twelve months, where one is known. */
type Coming = { campaign: Campaign; date?: string }

/** Soonest first, and then those whose next date nobody has read yet. */
function inOrder(known: readonly Campaign[], today: string): Coming[] {
  const before = Temporal.PlainDate.from(today).add({ years: 1 }).toString()
  const all = known.map((campaign): Coming => {
    const [date] = datesOf(campaign, today, before)
    return { campaign, ...(date && { date }) }
  })
  return all.sort((a, b) => (a.date ?? '9999').localeCompare(b.date ?? '9999'))
}

const dateIn = ({ date }: Coming): string => (date ? longDate(date) : 'Date not known yet')
const where = ({ regions }: Knowledge, { region }: Campaign): string =>
  region === 'INTL' ? 'everywhere' : regionName(regions, region)

function page(knowledge: Knowledge, all: readonly Coming[], at: number, pages: number): Draft {
  const shown = all.slice((at - 1) * perPage, at * perPage)
  const checked = shown.map(({ campaign }) => campaign.checked).sort()[0]
  return {
    tone: 'notice',
    title: 'Campaign days of the next twelve months',
    text: [
      paragraph(
        pages > 1 ? `Page ${at} of ${pages}. ` : '',
        'Choose one to read about it and to subscribe: the bot then posts an answer of its own on that day.',
      ),
    ],
    parts:
      shown.length > 0
        ? [
            {
              fields: shown.map(one => ({
                name: `${dateIn(one)}: ${one.campaign.name}`,
                value: [`${where(knowledge, one.campaign)}. Source: ${one.campaign.sources[0]!.publisher}`],
              })),
            },
          ]
        : [],
    checked,
    menu:
      shown.length > 0
        ? {
            label: 'Read about one',
            choices: shown.map(({ campaign: { id, name } }) => ({
              label: name,
              ask: `/reminders campaigns campaign:${id}`,
            })),
          }
        : undefined,
    actions: [
      ...(at < pages ? [{ label: 'More', ask: `/reminders campaigns page:${at + 1}` }] : []),
      { label: 'All reminders', ask: '/reminders list' },
    ],
  }
}

function detail(knowledge: Knowledge, one: Coming): Draft {
  const { id, name, about, line, on, sources, checked } = one.campaign
  const how = `/reminders subscribe campaign:${id} at:09:00`
  return {
    tone: 'notice',
    title: name,
    text: [
      paragraph(about),
      list(
        [strong('When: '), on && one.date ? `${dateIn(one)}, and on that day every year` : dateIn(one)],
        [strong('Where: '), where(knowledge, one.campaign)],
        [strong('The post: '), line],
      ),
      paragraph(
        one.date
          ? `To post it by itself: ${how}. You see it first, and nothing is posted before you have said so.`
          : unknownDate,
      ),
    ],
    sources,
    checked,
    actions: [
      { label: 'See what would be posted', ask: line },
      ...(one.date ? [{ label: 'Subscribe, at 09:00', ask: how }] : []),
      { label: 'All campaign days', ask: '/reminders campaigns' },
    ],
  }
}

export const unknownDate =
  'This day moves, and nobody has read its next date at a source yet. Look it up there; then use /reminders create with on: and the date.'
