import type { Draft } from '../../src/core/reply.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import { entryReply } from '../../src/knowledge/entryReply.ts'
import { asking, goTo, kept, type Standing } from './frame.ts'

/** Where reminders go, and what stands in the way there. */
export function channel({ settings, ask, missing }: Standing): Draft {
  const stops =
    missing.length > 0
      ? [
          paragraph(
            strong('I cannot post there yet. '),
            `Missing: ${missing.join(', ')}. Grant it, then press again.`,
          ),
        ]
      : []
  const keep = kept(missing.length === 0 ? settings.channel : undefined, 'moderators')
  return asking(
    4,
    'channel',
    [...stops, paragraph('Where reminders go. Another one: /setup channel:#reminders')],
    {
      actions: [
        ...(ask.place
          ? [
              {
                label: missing.length > 0 ? 'Try this channel again' : 'This channel',
                ask: `/setup channel:${ask.place.channel}`,
              },
            ]
          : []),
        { label: 'Another channel', ask: '/setup', does: { form: ['channel'] } },
        ...(keep.length > 0 ? keep : [{ label: 'No channel yet', ...goTo('moderators') }]),
      ],
    },
  )
}

/** Who else may use these commands, and where they are told what needs them. */
export function moderators({ ask }: Standing): Draft {
  return asking(
    5,
    'moderators',
    [
      paragraph(
        'Whoever may manage the server or workspace can use these commands. Somebody else too? /settings moderators add:@role',
      ),
      paragraph(
        'A channel that only moderators read, for notes that something needs you: /settings modchannel:#mods',
      ),
    ],
    {
      actions: [
        ...(ask.place
          ? [{ label: 'Notes to this channel', ask: `/setup modchannel:${ask.place.channel}` }]
          : []),
        { label: 'Notes to another channel', ask: '/setup', does: { form: ['modchannel'] } },
        { label: 'A role or person more', ask: '/settings moderators', does: { form: ['add'] } },
        { label: 'Go on', ...goTo('public') },
      ],
    },
  )
}

/** Who sees answers about the film and the facts. */
export function audience(): Draft {
  return asking(
    6,
    'who sees answers',
    [
      paragraph(
        'Every answer is private. A community may let everyone in the channel see answers about the film and the facts. Help and /ask are always private.',
      ),
    ],
    {
      actions: [
        { label: 'Keep everything private', ask: '/setup public:no' },
        { label: 'Film and facts for everyone', ask: '/setup public:yes' },
      ],
    },
  )
}

/** A first reminder. */
export function reminder({ settings }: Standing): Draft {
  return asking(
    7,
    'a first reminder',
    [
      paragraph(
        'Every Monday at 09:00, where help is. You see it before anything is posted, and you can change it.',
      ),
    ],
    {
      actions: [
        ...(settings.timeZone && settings.channel
          ? [{ label: 'Show me that one', ask: '/setup reminder:yes' }]
          : []),
        { label: 'Not now', ...goTo('done') },
      ],
    },
  )
}

/** What holds now, and what this bot will not do; then the moderators' card. */
export function done({ knowledge, settings, ask }: Standing): Draft {
  const card = entryReply(knowledge, knowledge.entry('helping/mod-guide')!, ask)
  const number = knowledge.emergency.number(settings.region)
  return {
    ...card,
    title: 'Ready',
    text: [
      paragraph(
        strong('I read no messages. I will not notice an emergency.'),
        ` Members type /overdose and see ${number ?? 'a list of emergency numbers'} first.`,
      ),
      ...card.text,
    ],
    actions: [
      { label: 'See what members see', ask: '/overdose' },
      { label: 'Settings', ask: '/settings show' },
      { label: 'Reminders', ask: '/reminders list' },
      { label: 'Campaign days', ask: '/reminders campaigns' },
    ],
  }
}
