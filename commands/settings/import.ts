import { command } from '../../src/core/command.ts'
import type { CommunityId } from '../../src/core/community.ts'
import { isFault, readConfiguration } from '../../src/core/configuration.ts'
import { channel, choice, file, text } from '../../src/core/options.ts'
import { limits } from '../../src/core/reply.ts'
import { applying } from './apply.ts'
import { contentFault } from './checked.ts'
import { closedOut } from './closed.ts'
import { type Desk, refused, yes } from './desk.ts'
import { directMessage } from './directMessage.ts'
import { dryRun } from './dryRun.ts'
import { fitted, type Incoming, tooMany } from './incoming.ts'
import { moved, readMap } from './move.ts'

/** /settings import: what /settings export wrote, here or elsewhere. Shows first what would change; a button applies it. */
export const importAll = (desk: Desk) =>
  command({
    name: 'import',
    about: 'Take over a configuration; shows first what would change',
    options: {
      file: file({ about: 'The file that /settings export gave', longest: limits.file, required: true }),
      channel: channel({ about: 'Where everything is posted whose channel is not in the map' }),
      map: text({
        about: 'Which channel becomes which, by their ids: old=new,old2=new2',
        example: '"1234=C0AB12"',
      }),
      apply: choice(yes('Yes: take it over at once, without showing it first')),
    },
    example: '/settings import { … }',
    who: 'moderators',
    answer: async ask => {
      if (!ask.place) return directMessage
      const { community } = ask.place
      const document = readConfiguration(ask.options.file)
      const fault = isFault(document) ? document : contentFault(document, desk, community)
      if (isFault(document) || fault)
        return refused('I cannot take that over', `${fault!.path}: ${fault!.why}. Nothing was changed.`)
      const map = readMap(ask.options.map, document)
      if (typeof map === 'string') return refused('I cannot read the map', `${map} Nothing was changed.`)
      const all = moved(document, community.split(':')[0]!, { map, channel: ask.options.channel })
      const here = await desk.reminders.list(community)
      const tooFull = tooMany(fitted(all.reminders, here, ask.now), here)
      if (tooFull) return refused('Those are too many reminders', tooFull)
      if (all.unmapped.length > 0)
        return dryRun(desk, ask, community, { ...all, from: document.platform, here })
      const open = await closedOut(desk, community, all, here)
      if (ask.options.apply) return applying(desk, ask, community, open, open.dropped)
      return dryRun(desk, ask, community, {
        ...open,
        from: document.platform,
        here,
        id: await kept(desk, community, open),
      })
    },
  })

const kept = (
  { pending }: Desk,
  community: CommunityId,
  { settings, reminders }: Incoming,
): Promise<string> => pending.keep(community, JSON.stringify({ settings, reminders }))
