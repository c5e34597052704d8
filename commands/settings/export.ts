import { command } from '../../src/core/command.ts'
import { platforms } from '../../src/core/community.ts'
import { type Configuration, portable } from '../../src/core/configuration.ts'
import { limits } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { type Desk, refused } from './desk.ts'
import { directMessage } from './directMessage.ts'

/** /settings export: the whole configuration as one document, to keep or to take to another community. */
export const exportAll = ({ communities, reminders }: Pick<Desk, 'communities' | 'reminders'>) =>
  command({
    name: 'export',
    about: 'All settings and reminders in one file, to keep or to move',
    options: {},
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      const [settings, all] = await Promise.all([communities.settings(community), reminders.list(community)])
      const platform = platforms.find(name => community.startsWith(`${name}:`))!
      const document: Configuration = {
        heroine: 1,
        platform,
        settings,
        reminders: all.map(({ reminder }) => portable(reminder)),
      }
      const text = `${JSON.stringify(document, null, 2)}\n`
      if (text.length > limits.file)
        return refused(
          'That does not fit into one file',
          `It would hold ${text.length} characters and ${limits.file} fit. Delete reminders or resources that you no longer need.`,
        )
      return {
        tone: 'notice',
        title: 'Your configuration',
        text: [
          paragraph(`Settings and ${all.length} reminders, in the file. Only you see this.`),
          paragraph(
            'It holds ids of channels, roles and moderators, and the words of your reminders and resources. It does not hold the history, or anything about who asks for help.',
          ),
          paragraph(
            'To take it to another community: /settings import there. It shows first what would change.',
          ),
        ],
        file: { name: `heroine-${platform}-${ask.now.toString().slice(0, 10)}.json`, text },
      }
    },
  })
