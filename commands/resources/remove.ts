import { command } from '../../src/core/command.ts'
import { paragraph, strong } from '../../src/core/text.ts'
import { signed } from '../settings/signed.ts'
import { idOption } from './options.ts'
import { listButton, type Own, withResource } from './own.ts'

/** /resources remove: at once; the history of the settings can bring it back. */
export const remove = ({ communities }: Pick<Own, 'communities'>) =>
  command({
    name: 'remove',
    about: 'Remove one; members no longer see it',
    options: { id: idOption },
    who: 'moderators',
    answer: ask =>
      withResource({ communities }, ask, async ({ id, name }, _, community) => {
        await communities.change(
          community,
          settings => ({ ...settings, resources: settings.resources?.filter(r => r.id !== id) }),
          signed(ask),
        )
        return {
          tone: 'notice',
          title: 'Removed',
          text: [paragraph(strong(name), ' is gone. Members no longer see it.')],
          actions: [{ label: 'Undo', ask: '/settings undo' }, listButton],
        }
      }),
  })
