import type { Commands } from '../src/core/command.ts'
import type { ScheduledEvents } from '../src/core/platform.ts'
import type { Communities, Pending, Reminders } from '../src/core/store.ts'
import type { Knowledge } from '../src/knowledge/knowledge.ts'
import { about } from './about.ts'
import { ask } from './ask.ts'
import { facts } from './facts.ts'
import { film } from './film.ts'
import { help } from './help.ts'
import { home } from './home.ts'
import { modGuide } from './modGuide.ts'
import { naloxone } from './naloxone.ts'
import { offer } from './offer.ts'
import { overdose } from './overdose.ts'
import { pause } from './pause.ts'
import type { Desk } from './reminders/desk.ts'
import { reminders } from './reminders/index.ts'
import { resources } from './resources/index.ts'
import { screening } from './screening/index.ts'
import type { Backups } from './settings/desk.ts'
import { settings } from './settings/index.ts'
import { setup } from './setup.ts'
import { support } from './support.ts'

export type Parts = {
  knowledge: Knowledge
  communities: Communities
  reminders: Reminders
  pending: Pending
  backups?: Backups
  check: Desk['check']
  post: Desk['post']
  /** Scheduled events of a platform's own, where some platform has them. */
  events?: ScheduledEvents
  version: string
}

/** Everything people can ask, in the order in which help lists it. Read-only commands get no port. */
export function allCommands({
  knowledge,
  communities,
  reminders: store,
  pending,
  backups,
  check,
  post,
  events,
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
    offer(knowledge),
    home(knowledge),
    about(knowledge, version),
  ]
  const screenings = screening({ knowledge, communities, reminders: store, check, events })
  const schedulable = [...readOnly, screenings]
  const desk = { store, knowledge, schedulable, check, post }
  const commands: Commands = [
    ...readOnly,
    setup(desk, communities),
    reminders(desk),
    screenings,
    resources({ knowledge, communities }),
    settings({ knowledge, communities, reminders: store, pending, backups, schedulable, check }),
    pause(communities),
    modGuide(knowledge),
  ]
  return [...commands, help(commands, knowledge.emergency.line)]
}
