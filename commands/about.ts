import { command } from '../src/core/command.ts'
import { emergencyButton } from '../src/core/emergencyButton.ts'
import { list, paragraph, strong } from '../src/core/text.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { dateOf } from '../src/knowledge/support.ts'

/** /about: what the bot is, what it keeps, where it knows things from. */
export const about = (knowledge: Knowledge, version: string) =>
  command({
    name: 'about',
    about: 'What this bot is, what it stores, where its facts come from',
    options: {},
    who: 'everyone',
    steady: true,
    schedulable: true,
    answer: ask => {
      const shown = knowledge.resources.filter(resource => !resource.hidden)
      const checked = knowledge.entries.map(entry => entry.checked).sort()[0]
      const due = knowledge.entries.filter(entry => entry.check_again <= dateOf(ask.now)).length
      const reviewed = knowledge.entries.filter(entry => entry.reviewedBy).length
      return {
        tone: 'info',
        title: 'About Heroine',
        text: [
          paragraph(
            strong('I am a program. I read no messages, and I will not notice an emergency. '),
            knowledge.emergency.line(ask.whereabouts),
          ),
          paragraph(
            'I answer questions about the documentary Heroin(e), the opioid crisis it shows, naloxone, and where help is. Every answer was written and checked beforehand. Nothing is generated when you ask.',
          ),
          list(
            [strong('Private. '), 'Only you see what you ask. I keep nothing about who asks or what.'],
            [
              strong('Stored. '),
              'For each community what its moderators set: settings, reminders, their own resources; who changed a setting, for 90 days. All of it goes when the bot is removed.',
            ],
            [
              strong('Sourced. '),
              `${knowledge.entries.length} entries and ${shown.length} services, each with a source, the day it was checked (the oldest ${checked}) and a day to check it again${due > 0 ? `; ${due} are due now` : ''}.`,
            ],
            [
              strong(reviewed > 0 ? 'Reviewed in part. ' : 'Not reviewed. '),
              `${reviewed > 0 ? `An expert has reviewed ${reviewed} of the entries.` : 'No clinician has reviewed the content yet.'} It is information, not medical advice.`,
            ],
          ),
          paragraph(`Is something wrong? Tell whoever runs this bot. Version ${version}.`),
        ],
        actions: [emergencyButton, { label: 'What can I ask?', ask: '/help' }],
      }
    },
  })
