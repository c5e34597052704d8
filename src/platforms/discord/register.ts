import { type REST, Routes } from 'discord.js'
import type { Registered } from './commands.ts'
import { differences } from './differences.ts'

/** Where commands are registered: everywhere, or while somebody develops, in one server, where they show at once. */
export type Scope = { application: string; guild?: string | undefined }

/** Tells Discord which commands there are, where it does not know already. Resolves to what changed, a line each. */
export async function register(
  rest: REST,
  { application, guild }: Scope,
  commands: readonly Registered[],
): Promise<string[]> {
  const route = guild
    ? Routes.applicationGuildCommands(application, guild)
    : Routes.applicationCommands(application)
  const body = guild ? commands.map(inOneServer) : commands
  const query = new URLSearchParams({ with_localizations: 'true' })
  const changes = differences((await rest.get(route, { query })) as object[], body)
  if (changes.length > 0) await rest.put(route, { body })
  return changes
}

/** Only global commands have contexts and kinds of installation. */
const inOneServer = ({ contexts: _, integration_types: __, ...command }: Registered): Registered => command
