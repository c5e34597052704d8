import type { Folder } from '../../src/core/command.ts'
import { apply } from './apply.ts'
import { change } from './change.ts'
import type { Desk } from './desk.ts'
import { exportAll } from './export.ts'
import { forget } from './forget.ts'
import { history } from './history.ts'
import { importAll } from './import.ts'
import { moderators } from './moderators.ts'
import { quiet } from './quiet.ts'
import { show } from './show.ts'
import { undo } from './undo.ts'

/** /settings: what a community chose. `/settings` shows it, `/settings region:US-WV` changes it. */
export const settings = (desk: Desk): Folder => ({
  name: 'settings',
  about: 'Show, change or undo the settings of this community',
  who: 'moderators',
  alone: 'show',
  otherwise: 'change',
  subcommands: [
    show(desk.knowledge, desk.communities),
    change(desk.knowledge, desk.communities),
    undo(desk),
    history(desk),
    quiet(desk),
    moderators(desk),
    exportAll(desk),
    importAll(desk),
    forget(desk),
    apply(desk),
  ],
})
