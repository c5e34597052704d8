import type { Folder } from '../../src/core/command.ts'
import { campaigns } from './campaigns.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import type { Desk } from './desk.ts'
import { edit } from './edit.ts'
import { suggestIds } from './idOption.ts'
import { list } from './list.ts'
import { pause } from './pause.ts'
import { preview } from './preview.ts'
import { renew } from './renew.ts'
import { resume } from './resume.ts'
import { run } from './run.ts'
import { show } from './show.ts'
import { skip } from './skip.ts'
import { subscribe } from './subscribe.ts'
import { test } from './test.ts'

/** /reminders: commands that the clock types into a channel. */
export const reminders = (desk: Desk): Folder => ({
  name: 'reminders',
  about: 'Posts that the bot makes by itself, at the times you say',
  who: 'moderators',
  alone: 'list',
  subcommands: [
    create,
    list,
    show,
    edit,
    preview,
    test,
    pause,
    resume,
    renew,
    skip,
    run,
    remove,
    campaigns,
    subscribe,
  ].map(make => ({ suggest: suggestIds(desk), ...make(desk) })),
})
