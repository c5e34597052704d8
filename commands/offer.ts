import { command } from '../src/core/command.ts'
import { emergencyButton } from '../src/core/emergencyButton.ts'
import type { Draft } from '../src/core/reply.ts'
import { paragraph, quote, strong } from '../src/core/text.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { contactOf, firstSteps, sourcesOf } from '../src/knowledge/support.ts'

const mostContacts = 2

/**
 * /offer: a private text with resources that whoever asked for it may send to somebody, in their own name. The bot
 * writes to nobody. Beside a message it is a shortcut; the message itself is thrown away unread.
 */
export const offer = (knowledge: Knowledge) =>
  command({
    name: 'offer',
    about: 'A private text with resources that you may send to somebody yourself',
    options: {},
    who: 'everyone',
    shortcuts: { message: 'Offer support privately' },
    answer: ask => {
      const region = ask.whereabouts?.region
      const number = knowledge.emergency.number(region)
      const found = region
        ? firstSteps(knowledge.resources, { region, now: ask.now, locale: ask.locale })
        : []
      const contacts = found.slice(0, mostContacts)
      const call = number ? `call ${number}` : 'call your emergency number'
      const ways = contacts.map(({ name, call: phone, text }) => {
        const how = [phone && `call ${phone.display}`, text && `text ${text.display}`]
          .filter(way => way)
          .join(' or ')
        return `${name}${how ? `: ${how}` : ''}.`
      })
      const words = [
        'I am thinking of you. You do not have to answer.',
        `If you want to talk to somebody who knows about this: ${ways.length > 0 ? ways.join(' ') : 'type /support and only you will see what comes up.'}`,
        `If you or somebody near you may be in danger now, ${call}.`,
      ]
      return {
        tone: 'support',
        title: 'A text that you may send',
        text: [
          paragraph(
            'Copy it, change it, and send it yourself if you want to. I write to nobody, and I have not read any message.',
          ),
          ...words.map(line => quote(line)),
          paragraph(strong('They may be in danger now? '), `Do not wait for an answer: ${call}.`),
        ],
        parts:
          contacts.length > 0
            ? [
                {
                  contacts: contacts.map(one => contactOf(one, { now: ask.now, locale: ask.locale })),
                },
              ]
            : [],
        sources: sourcesOf(contacts),
        actions: [
          emergencyButton,
          { label: 'How to talk about it', ask: '/facts talking-in-a-group' },
          { label: 'More help', ask: '/support' },
        ],
      } satisfies Draft
    },
  })
