import { command } from '../src/core/command.ts'
import { type Locale, locales, type Settings } from '../src/core/community.ts'
import { channel, choice, text, yesNo, zone } from '../src/core/options.ts'
import { Reminder, unconfirmed } from '../src/core/reminder.ts'
import type { Communities } from '../src/core/store.ts'
import { regionChoices } from '../src/knowledge/regions.ts'
import { saveAsDraft } from './reminders/create.ts'
import type { Desk } from './reminders/desk.ts'
import { directMessage } from './settings/directMessage.ts'
import { signed } from './settings/signed.ts'
import { type Step, steps } from './setup/frame.ts'
import { stepReply } from './setup/steps.ts'

/** /setup: a guided way through the settings. Each press saves one and shows the next; running it again edits. */
export const setup = (desk: Desk, communities: Communities) =>
  command({
    name: 'setup',
    about: 'Set the bot up, step by step; again to change something',
    options: {
      step: choice({
        about: 'Go to one step',
        example: 'region',
        choices: steps.map(value => ({ value, label: value })),
      }),
      region: choice({
        about: 'Whose emergency number members see',
        example: 'US-WV',
        choices: regionChoices(desk.knowledge.regions),
      }),
      language: choice({
        about: 'Language of answers',
        example: 'en',
        choices: locales.map(value => ({ value, label: value })),
      }),
      timezone: zone({ about: 'Time zone for reminders' }),
      channel: channel({ about: 'Where reminders are posted' }),
      modchannel: channel({ about: 'Where moderators read that something needs them' }),
      public: choice({ about: 'Film and facts for everyone in the channel', example: 'no', choices: yesNo }),
      reminder: choice({ about: 'Prepare a first reminder', example: 'yes', choices: yesNo }),
      page: text({ about: 'A further page of a long menu', example: '2', longest: 3 }),
    },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const {
        step,
        region,
        language,
        timezone,
        channel: chosen,
        modchannel,
        public: open,
        reminder,
      } = ask.options
      const missing = chosen ? await desk.check({ community: ask.place.community, channel: chosen }) : []
      const edits: Settings = {
        region,
        language: language as Locale | undefined,
        timeZone: timezone,
        channel: missing.length > 0 ? undefined : chosen,
        moderatorChannel: modchannel,
        publicFacts: open === undefined ? undefined : open === 'yes',
      }
      const given = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined))
      const settings =
        Object.keys(given).length > 0
          ? await communities.change(ask.place.community, now => ({ ...now, ...given }), signed(ask))
          : await communities.settings(ask.place.community)
      if (reminder === 'yes') return firstReminder(desk, { ...ask, settings })
      const theirZone = ask.by === 'clock' ? undefined : await ask.by.timeZone?.()
      const page = Number.parseInt(ask.options.page ?? '1', 10) || 1
      const next =
        (step as Step | undefined) ??
        following({ region, language, timezone, chosen, modchannel, open }, missing, desk)
      return stepReply[next]({ ask, settings, knowledge: desk.knowledge, page, missing, theirZone })
    },
  })

type Saved = {
  [name in 'region' | 'language' | 'timezone' | 'chosen' | 'modchannel' | 'open']: string | undefined
}

/** The step after what was just saved. */
function following(saved: Saved, missing: readonly string[], { knowledge }: Desk): Step {
  if (saved.open) return 'reminder'
  if (saved.modchannel) return 'public'
  if (saved.chosen) return missing.length > 0 ? 'channel' : 'moderators'
  if (saved.timezone) return 'channel'
  if (saved.language) return 'timezone'
  if (!saved.region) return 'region'
  return knowledge.regions.some(({ code }) => code.startsWith(`${saved.region}-`)) ? 'state' : 'language'
}

/** Every Monday at nine, where help is; it waits for "Save and start" like every reminder. */
async function firstReminder(
  desk: Desk,
  ask: Parameters<typeof saveAsDraft>[2] & { place?: { community: Reminder['community'] } },
) {
  const { settings, now, place } = ask
  if (!settings.timeZone || !settings.channel || !place) return stepReplyMissing
  const review = now.toZonedDateTimeISO(settings.timeZone).add({ months: 6 }).toPlainDate().toString()
  const reminder = Reminder.parse({
    id: crypto.randomUUID().slice(0, 8),
    community: place.community,
    channel: settings.channel,
    run: ['/support'],
    when: { every: 'week', on: ['monday'], at: '09:00', timeZone: settings.timeZone },
    review,
    paused: unconfirmed,
  })
  const draft = await saveAsDraft(desk, reminder, ask)
  return {
    ...draft,
    actions: [...(draft.actions ?? []), { label: 'Finish setting up', ask: '/setup step:done' }],
  }
}

const stepReplyMissing = {
  tone: 'problem' as const,
  title: 'A channel and a time zone first',
  text: [],
  actions: [
    { label: 'Time zone', ask: '/setup step:timezone' },
    { label: 'Channel', ask: '/setup step:channel' },
  ],
}
