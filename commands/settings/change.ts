import { command } from '../src/core/command.ts'
import { type Locale, locales } from '../src/core/community.ts'
import { channel, choice, zone } from '../src/core/options.ts'
import type { Draft } from '../src/core/reply.ts'
import type { Communities } from '../src/core/store.ts'
import { paragraph } from '../src/core/text.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { regionChoices, regionName } from '../src/knowledge/regions.ts'

const languages = locales.map(value => ({ value, label: { en: 'English', es: 'Spanish' }[value] }))

/** /settings: what a community chose. Without options it shows them; with options it changes those. */
export const settings = (knowledge: Knowledge, communities: Communities) =>
  command({
    name: 'settings',
    about: 'Show or change the region, language, time zone and channel of this community',
    options: {
      region: choice({
        about: 'Whose emergency number and services members see first',
        example: 'US-WV',
        choices: regionChoices(knowledge.regions),
      }),
      language: choice({
        about: 'Language of answers, where there are any',
        example: 'en',
        choices: languages,
      }),
      timezone: zone({ about: 'Time zone for reminders' }),
      channel: channel({ about: 'Where reminders are posted' }),
    },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { region, language, timezone, channel: chosen } = ask.options
      const edits = { region, language: language as Locale | undefined, timeZone: timezone, channel: chosen }
      const given = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined))
      const changed = Object.keys(given).length > 0
      const { community } = ask.place
      const now = changed
        ? await communities.change(community, current => ({ ...current, ...given }))
        : await communities.settings(community)
      const number = knowledge.emergency.number(now.region)
      return {
        tone: 'notice',
        title: changed ? 'Saved' : 'Settings of this community',
        text: [
          paragraph(
            changed
              ? 'Only you see this. The new settings hold from now on.'
              : 'Only you see this. To change one, name it: /settings region:US-WV',
          ),
        ],
        parts: [
          {
            fields: [
              {
                name: 'Region',
                value: [
                  now.region
                    ? `${regionName(knowledge.regions, now.region)} (${now.region})`
                    : 'not set: members see a short list of emergency numbers',
                ],
              },
              { name: 'Emergency number shown', value: [number ?? 'the list, until a region is set'] },
              { name: 'Language', value: [now.language ?? 'each member’s own'] },
              { name: 'Time zone', value: [now.timeZone ?? 'not set'] },
              { name: 'Channel for reminders', value: [now.channel ?? 'not set'] },
            ],
          },
        ],
        actions: [{ label: 'Reminders', ask: '/reminders list' }],
      }
    },
  })

export const directMessage: Draft = {
  tone: 'notice',
  title: 'Not in a direct message',
  text: [paragraph('Settings and reminders belong to a community. Use this command in one of its channels.')],
}
