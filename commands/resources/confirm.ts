import { command } from '../../src/core/command.ts'
import { answersFor, needAsking, nextCheck, perList } from '../../src/core/localResource.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import { longDate } from '../../src/core/when.ts'
import { dateOf } from '../../src/knowledge/support.ts'
import { signed } from '../settings/signed.ts'
import { idOption } from './options.ts'
import { listButton, type Own, replaced, withResource } from './own.ts'

/** /resources confirm: a moderator has looked, and it is still right. */
export const confirm = ({ communities }: Pick<Own, 'communities'>) =>
  command({
    name: 'confirm',
    about: 'Say that one is still right; you are asked again in three months',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withResource({ communities }, ask, async (resource, _, community) => {
        const today = dateOf(ask.now)
        const checkAgain = nextCheck(today)
        const saved = await communities.change(
          community,
          settings => {
            const current = settings.resources?.find(({ id }) => id === resource.id)
            return current ? replaced({ ...current, confirmed: today, checkAgain })(settings) : settings
          },
          signed(ask),
        )
        return {
          tone: 'notice',
          title: 'Confirmed',
          text: [
            paragraph(
              strong(resource.name),
              ` is marked as confirmed today. You are asked again on ${longDate(checkAgain)}.`,
            ),
          ],
          actions: [listButton, ...needAsking(saved, today).slice(0, perList).flatMap(answersFor)],
        }
      }),
  })
