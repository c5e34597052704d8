import { command } from '../../src/core/command.ts'
import { text } from '../../src/core/options.ts'
import type { Reminders } from '../../src/core/store.ts'
import { paragraph } from '../../src/core/text.ts'
import { directMessage } from '../settings.ts'

/** /reminders delete: by the id that the list shows. */
export const remove = (store: Reminders) =>
  command({
    name: 'delete',
    about: 'Delete a reminder',
    options: {
      id: text({ about: 'Its id, from /reminders list', example: 'a1b2c3', required: true, longest: 20 }),
    },
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const removed = await store.remove(ask.place.community, ask.options.id.trim().toLowerCase())
      return {
        tone: removed ? 'notice' : 'problem',
        title: removed ? 'Reminder deleted' : 'There is no such reminder',
        text: [
          paragraph(
            removed
              ? 'It will not be posted again.'
              : 'It may have been deleted before. See /reminders list for the ids.',
          ),
        ],
        actions: [{ label: 'All reminders', ask: '/reminders list' }],
      }
    },
  })
