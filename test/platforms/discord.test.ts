import type { Bot } from '../../src/core/platform.ts'
import { isMistake, understand } from '../../src/core/typed.ts'
import { createDiscord } from '../../src/platforms/discord/platform.ts'
import { componentsOf, type Response, startFakeDiscord, textOf } from '../fakes/discord/index.ts'
import { type Heard, platformContract, report, type Who } from './contract.ts'
import { registerCommands } from './register.ts'

const manageGuild = String(1 << 5)

platformContract('Discord', async (bot, reported) => {
  const channels = [
    { id: '200', name: 'general' },
    { id: '201', name: 'closed', permissions: ['SendMessages'] },
  ]
  const fake = await startFakeDiscord({
    token: 'test-token',
    guilds: [{ id: '100', name: 'Huntington', channels }],
  })
  const platform = createDiscord({
    token: 'test-token',
    apiUrl: fake.url,
    now: () => Temporal.Now.instant(),
    report: report(reported),
  })
  await platform.start(bot)
  await fake.ready()
  await registerCommands(fake, bot)

  const heard = (response: Response): Heard => {
    const message = response.message
    return {
      text: textOf(message ?? {}),
      isPrivate: response.ephemeral && (Number(message?.flags) & 64) !== 0,
      lines: componentsOf(message ?? {}).flatMap(linesOf),
      pings: message?.pings ?? [],
      messages: (message ? 1 : 0) + response.followups.length,
    }
  }
  const as = (who: Who) => (who === 'moderator' ? { permissions: manageGuild } : {})
  return {
    platform,
    community: 'discord:100',
    channel: '200',
    closedChannel: '201',
    type: async (line, who = 'member') => heard(await fake.command({ ...named(bot, line), ...as(who) })),
    press: async (line, who = 'member') => heard(await fake.press({ customId: line, ...as(who) })),
    choose: async (line, who = 'member') =>
      heard(await fake.select({ customId: 'menu', values: [line], ...as(who) })),
    directMessages: () => fake.messages.filter(m => !channels.some(c => c.id === m.channel_id)).map(textOf),
    // 50007: Cannot send messages to this user.
    refuseDirectMessages: () =>
      fake.fail(/^POST \/channels\/\d+\/messages$/, { status: 403, code: 50007, message: 'no' }),
    posts: () => fake.messages.map(message => ({ text: textOf(message), pings: message.pings })),
    refusals: () => fake.refusals,
    remove: async () => void fake.removeGuild('100'),
    stop: async () => {
      await platform.stop()
      await fake.stop()
    },
  }
})

const linesOf = (component: Record<string, unknown>): string[] => {
  const options = (component.options ?? []) as { value: string }[]
  if (options.length > 0) return options.map(option => option.value)
  return typeof component.custom_id === 'string' ? [component.custom_id] : []
}

/** Types a line the way Discord's client does: option by option. What fits no option cannot be typed there. */
function named(bot: Bot, line: string) {
  const understood = understand(bot.commands, line)
  const [name, subcommand] = (isMistake(understood) ? line.slice(1) : understood.words).split(' ')
  if (isMistake(understood)) return { name: name!, options: { topic: line.split(' ')[1]! } }
  return {
    name: name!,
    ...(understood.words.includes(' ') && { subcommand }),
    options: Object.fromEntries(
      Object.entries(understood.options).filter(([, value]) => value !== undefined),
    ),
  }
}
