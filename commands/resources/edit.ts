import { command } from '../../src/core/command.ts'
import { choice, text } from '../../src/core/options.ts'
import { dateOf } from '../../src/knowledge/support.ts'
import { signed } from '../settings/signed.ts'
import { detailOptions, idOption, nameAbout, needAbout } from './options.ts'
import { type Own, refused, replaced, savedReply, withResource } from './own.ts'
import { checkWhole, isWrong, readGiven } from './read.ts'

/** /resources edit: what is named changes, the rest stays. It is no answer to "is it still right?": confirm is. */
export const edit = ({ knowledge, communities }: Own) =>
  command({
    name: 'edit',
    about: 'Change one: what you name changes, the rest stays; the word none takes a field away',
    options: { id: idOption, name: text(nameAbout), need: choice(needAbout), ...detailOptions },
    example: '/resources edit a1b2c3d4 hours:none',
    who: 'moderators',
    answer: ask =>
      withResource({ communities }, ask, async (old, settings, community) => {
        const today = dateOf(ask.now)
        const given = readGiven(ask.options, knowledge, settings.region, today)
        if (isWrong(given)) return refused(given.title, given.wrong)
        if (Object.keys(given).length === 0)
          return refused('What shall change?', `Name it: /resources edit ${old.id} hours:"every day"`)
        const resource = checkWhole({ ...old, ...given }, knowledge, settings)
        if (isWrong(resource)) return refused(resource.title, resource.wrong)
        const saved = await communities.change(community, replaced(resource), signed(ask))
        return savedReply(resource, saved, knowledge, today)
      }),
  })
