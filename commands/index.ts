import type { Commands } from '../src/core/command.ts'
import type { Communities, Reminders } from '../src/core/store.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { about } from './about.ts'
import { ask } from './ask.ts'
import { facts } from './facts.ts'
import { film } from './film.ts'
import { help } from './help.ts'
import { modGuide } from './modGuide.ts'
import { naloxone } from './naloxone.ts'
import { overdose } from './overdose.ts'
import type { Desk } from './reminders/desk.ts'
import { reminders } from './reminders/index.ts'
import { settings } from './settings/index.ts'
import { support } from './support.ts'

export type Parts = {
  knowledge: Knowledge
  communities: Communities
  reminders: Reminders
  check: Desk['check']
  post: Desk['post']
  version: string
}

/** Everything people can ask, in the order in which help lists it. Read-only commands get no port. */
export function allCommands({
  knowledge,
  communities,
  reminders: store,
  check,
  post,
  version,
}: Parts): Commands {
  const readOnly = [
    overdose(knowledge),
    naloxone(knowledge, 'naloxone'),
    naloxone(knowledge, 'narcan'),
    support(knowledge),
    ask(knowledge),
    film(knowledge),
    facts(knowledge),
    about(knowledge, version),
  ]
  const commands: Commands = [
    ...readOnly,
    reminders({ store, knowledge, schedulable: readOnly, check, post }),
    settings(knowledge, communities),
    modGuide(knowledge),
  ]
  return [...commands, help(commands, knowledge.emergency.line)]
}
