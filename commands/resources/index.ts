import type { Folder } from '../../src/core/command.ts'
import { add } from './add.ts'
import { confirm } from './confirm.ts'
import { edit } from './edit.ts'
import { list } from './list.ts'
import type { Own } from './own.ts'
import { remove } from './remove.ts'

/** /resources: what a community itself knows about help nearby. */
export const resources = (own: Own): Folder => ({
  name: 'resources',
  about: 'Places, people and numbers that your community adds to the answers',
  who: 'moderators',
  alone: 'list',
  otherwise: 'add',
  subcommands: [add, list, edit, confirm, remove].map(make => make(own)),
})
