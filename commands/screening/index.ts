import type { Folder } from '../../src/core/command.ts'
import { cancel } from './cancel.ts'
import { change } from './change.ts'
import { confirm } from './confirm.ts'
import type { Desk } from './desk.ts'
import { list } from './list.ts'
import { plan } from './plan.ts'
import { show } from './show.ts'

/** /screening: film nights. Its posts are what the clock types: /screening show. */
export const screening = (desk: Desk): Folder => ({
  name: 'screening',
  about: 'Plan a film night: it is announced, and afterwards there are questions to talk about',
  who: 'moderators',
  alone: 'list',
  subcommands: [plan(desk), list(desk), show(desk.knowledge), change(desk), cancel(desk), confirm(desk)],
})
