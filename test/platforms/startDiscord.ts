import type { Bot } from '../../src/core/platform.ts'
import { createDiscord, type DiscordOptions } from '../../src/platforms/discord/platform.ts'
import { type Setup, startFakeDiscord } from '../fakes/discord/index.ts'

/** `shards` is what the operator sets, `recommended` what Discord would have. */
type Wanted = Partial<Omit<Setup, 'shards'>> & { recommended?: number } & Pick<
    Partial<DiscordOptions>,
    'draw' | 'tell' | 'shards'
  >

export const movieNight = '777'

const huntington = {
  id: '100',
  channels: [{ id: '200', name: 'general' }],
  roles: [{ id: movieNight, name: 'movie-night' }],
}

/** A bot on real discord.js, connected to a fake Discord with one server, or with what the test wants. */
export async function startDiscord(bot: Bot, { draw, tell, shards, recommended, ...setup }: Wanted = {}) {
  const fake = await startFakeDiscord({
    token: 'test-token',
    guilds: [huntington],
    shards: recommended,
    ...setup,
  })
  const reported: string[] = []
  const platform = createDiscord({
    token: 'test-token',
    apiUrl: fake.url,
    now: () => Temporal.Now.instant(),
    report: where => void reported.push(where),
    ...(draw && { draw }),
    ...(tell && { tell }),
    ...(shards && { shards }),
  })
  await platform.start(bot)
  await fake.ready()
  const stop = async () => {
    await platform.stop()
    await fake.stop()
  }
  return { fake, platform, reported, stop }
}
export type StartedDiscord = Awaited<ReturnType<typeof startDiscord>>
