import { command } from '../../src/core/command.ts'
import { mostResources, nextCheck } from '../../src/core/localResource.ts'
import { choice, text } from '../../src/core/options.ts'
import { dateOf } from '../../src/knowledge/support.ts'
import { directMessage } from '../settings/directMessage.ts'
import { signed } from '../settings/signed.ts'
import { detailOptions, nameAbout, needAbout } from './options.ts'
import { type Own, refused, savedReply } from './own.ts'
import { checkWhole, isWrong, readGiven } from './read.ts'

/** /resources add: a place, a person or a number of the community's own. */
export const add = ({ knowledge, communities }: Own) =>
  command({
    name: 'add',
    about: 'Add a place, a person or a number of your own; members see it as added by you',
    options: {
      name: text({ ...nameAbout, required: true }),
      need: choice({ ...needAbout, required: true }),
      ...detailOptions,
    },
    example:
      '/resources add name:"Recovery café" need:peers phone:304-555-0100 hours:"weekdays, 09:00 to 15:00"',
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      const settings = await communities.settings(community)
      if ((settings.resources?.length ?? 0) >= mostResources)
        return refused(
          'That is one too many',
          `A community can have ${mostResources} resources of its own. Remove one first.`,
        )
      const today = dateOf(ask.now)
      const given = readGiven(ask.options, knowledge, settings.region, today)
      if (isWrong(given)) return refused(given.title, given.wrong)
      const id = crypto.randomUUID().slice(0, 8)
      const whole = { checkAgain: nextCheck(today), ...given, id, confirmed: today }
      const resource = checkWhole(whole, knowledge, settings)
      if (isWrong(resource)) return refused(resource.title, resource.wrong)
      const saved = await communities.change(
        community,
        current => ({ ...current, resources: [...(current.resources ?? []), resource] }),
        signed(ask),
      )
      return savedReply(resource, saved, knowledge, today)
    },
  })
