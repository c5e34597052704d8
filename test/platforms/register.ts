import { assemble } from '../../src/assemble.ts'
import type { Bot } from '../../src/core/platform.ts'
import { registration } from '../../src/platforms/discord/commands.ts'
import { APPLICATION_ID, type FakeDiscord } from '../fakes/discord/index.ts'

/** Tells a fake Discord which commands there are, as `npm run register` does. */
export async function registerCommands(fake: FakeDiscord, bot?: Bot): Promise<void> {
  const commands =
    bot?.commands ?? assemble({ dataDir: ':memory:', check: async () => [], report: () => {} }).bot.commands
  const answer = await fetch(`${fake.url}/v10/applications/${APPLICATION_ID}/commands`, {
    method: 'PUT',
    headers: { authorization: 'Bot test-token', 'content-type': 'application/json' },
    body: JSON.stringify(registration(commands)),
  })
  if (!answer.ok) throw new Error(await answer.text())
}
