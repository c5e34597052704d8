import { afterAll, beforeAll, expect } from 'vitest'
import { type Assembled, assemble } from '../../src/assemble.ts'
import { registerCommands } from './register.ts'
import { type StartedDiscord, startDiscord } from './startDiscord.ts'

/**
 * The whole bot on a Discord of its own, for the tests of a `describe`: begun before them and ended after them, when
 * nothing may have been reported or refused. There is nothing in it until the tests begin.
 */
export function wholeDiscord(): { assembled: Assembled; started: StartedDiscord } {
  const whole = {} as { assembled: Assembled; started: StartedDiscord }
  beforeAll(async () => {
    whole.assembled = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
    whole.started = await startDiscord(whole.assembled.bot)
    await registerCommands(whole.started.fake, whole.assembled.bot)
  })
  afterAll(async () => {
    await whole.started.stop()
    whole.assembled.store.close()
    expect(whole.started.reported).toEqual([])
    expect(whole.started.fake.refusals).toEqual([])
  })
  return whole
}
