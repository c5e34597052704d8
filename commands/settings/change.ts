import { command } from '../../src/core/command.ts'
import { type Locale, locales, type Settings } from '../../src/core/community.ts'
import { channel, choice, zone } from '../../src/core/options.ts'
import type { Communities } from '../../src/core/store.ts'
import { paragraph } from '../../src/core/text.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { regionChoices } from '../../src/knowledge/regions.ts'
import { directMessage } from './directMessage.ts'
import { shown } from './show.ts'
import { signed } from './signed.ts'

const languages = locales.map(value => ({ value, label: { en: 'English', es: 'Spanish' }[value] }))

/** /settings change: what is named changes, the rest stays. */
export const change = (knowledge: Knowledge, communities: Communities) =>
  command({
    name: 'change',
    about: 'Change the region, language, time zone, channels, and who sees answers about the film',
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
      modchannel: channel({ about: 'Where the bot tells moderators that something needs them' }),
      public: choice({
        about: 'Who sees answers of /film and /facts',
        example: 'no',
        choices: [
          { value: 'no', label: 'Only who asked' },
          { value: 'yes', label: 'Everyone in the channel' },
        ],
      }),
    },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { region, language, timezone, channel: chosen, modchannel, public: open } = ask.options
      const edits: Settings = {
        region,
        language: language as Locale | undefined,
        timeZone: timezone,
        channel: chosen,
        moderatorChannel: modchannel,
        publicFacts: open === undefined ? undefined : open === 'yes',
      }
      const given = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined))
      const { community } = ask.place
      if (Object.keys(given).length === 0)
        return shown(knowledge, await communities.settings(community), 'Settings of this community', [
          paragraph('Only you see this. To change one, name it: /settings change region:US-WV'),
        ])
      const now = await communities.change(community, current => ({ ...current, ...given }), signed(ask))
      return shown(knowledge, now, 'Saved', [
        paragraph('Only you see this. The new settings hold from now on.'),
      ])
    },
  })
