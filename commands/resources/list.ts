import { command } from '../../src/core/command.ts'
import type { Settings } from '../../src/core/community.ts'
import {
  answersFor,
  details,
  type LocalResource,
  localState,
  mostResources,
  perList,
} from '../../src/core/localResource.ts'
import { text } from '../../src/core/options.ts'
import type { Action, Draft } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { longDate } from '../../src/core/when.ts'
import { localNeeds } from '../../src/knowledge/local.ts'
import { dateOf } from '../../src/knowledge/support.ts'
import { directMessage } from '../settings/directMessage.ts'
import type { Own } from './own.ts'

/** /resources list: all of them, the next to check first. */
export const list = ({ communities }: Pick<Own, 'communities'>) =>
  command({
    name: 'list',
    about: 'The resources that your community added, with what you can do about each',
    options: { page: text({ about: 'Further resources', example: '2', longest: 3 }) },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { resources = [] } = await communities.settings(ask.place.community)
      return listed(resources, Number.parseInt(ask.options.page ?? '1', 10) || 1, dateOf(ask.now))
    },
  })

function listed(resources: NonNullable<Settings['resources']>, wanted: number, today: string): Draft {
  if (resources.length === 0)
    return {
      tone: 'notice',
      title: 'No resources of your own yet',
      text: [
        paragraph('Members see what you add first in /support, marked as added by your community.'),
        paragraph('Add one: /resources add name:"Recovery café" need:peers phone:304-555-0100'),
        paragraph(
          'One of them may say where naloxone is, on the emergency card: /resources add name:"Naloxone box" need:here place:"front desk, Main Library"',
        ),
      ],
      actions: [add],
    }
  const pages = Math.ceil(resources.length / perList)
  const page = Math.min(Math.max(1, wanted), pages)
  const shown = [...resources]
    .sort((a, b) => a.checkAgain.localeCompare(b.checkAgain))
    .slice((page - 1) * perList, page * perList)
  return {
    tone: 'notice',
    title: `Your own resources: ${resources.length} of ${mostResources}`,
    text: pages > 1 ? [paragraph(`Page ${page} of ${pages}.`)] : [],
    parts: [{ fields: shown.map(resource => told(resource, today)) }],
    actions: [
      ...shown.flatMap(answersFor),
      // Between two pages there is room for no more.
      ...(page === 1 || page === pages ? [add] : []),
      ...(page > 1 ? [{ label: 'Back', ask: `/resources list ${page - 1}` }] : []),
      ...(page < pages ? [{ label: 'More', ask: `/resources list ${page + 1}` }] : []),
    ],
  }
}

const add: Action = {
  label: 'Add one',
  ask: '/resources add',
  does: { form: ['name', 'need', 'phone', 'place', 'hours'] },
}

const told = (resource: LocalResource, today: string) => ({
  name: `${resource.name} (${resource.id})`,
  value: [
    `${localNeeds.find(({ value }) => value === resource.need)?.label ?? resource.need}: ${details(resource)}. `,
    stateInWords(resource, today),
  ],
})

function stateInWords(resource: LocalResource, today: string): string {
  const confirmed = longDate(resource.confirmed)
  switch (localState(resource, today)) {
    case 'confirmed':
      return `Confirmed ${confirmed}; you are asked again on ${longDate(resource.checkAgain)}.`
    case 'stale':
      return `Not confirmed since ${confirmed}; members see it marked as that.`
    case 'hidden':
      return `Not confirmed since ${confirmed}; members no longer see it.`
  }
}
