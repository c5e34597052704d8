import { command } from '../src/core/command.ts'
import { emergencyButton } from '../src/core/emergencyButton.ts'
import { paragraph, strong } from '../src/core/text.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'

/** What an app shows on a page of its own, such as Slack's App Home: where help is, and who may see that you looked. */
export const home = (knowledge: Knowledge) =>
  command({
    name: 'home',
    about: 'Where to begin',
    options: {},
    who: 'everyone',
    hidden: true,
    answer: ask => ({
      tone: 'support',
      title: 'Where help is',
      text: [
        paragraph(strong(knowledge.emergency.line(ask.whereabouts))),
        paragraph(
          'I answer questions about naloxone, treatment, where help is, the crisis, and the documentary Heroin(e). I am a program: I read no messages and will not notice an emergency.',
        ),
        paragraph(
          strong('Not shown to colleagues. '),
          'What you ask may be visible to your employer and to whoever runs this bot, because the workspace is theirs. I keep nothing about who asks or what. If that worries you, call a line from your own phone instead.',
        ),
      ],
      actions: [
        emergencyButton,
        { label: 'Someone to talk to', ask: '/support need:talk' },
        { label: 'Where help is', ask: '/support' },
        { label: 'Naloxone', ask: '/naloxone' },
        { label: 'The film', ask: '/film' },
        { label: 'About this bot', ask: '/about' },
      ],
    }),
  })
