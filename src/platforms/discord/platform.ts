import { type Client, Events, type Interaction, MessageFlags, Routes } from 'discord.js'
import type { Draw } from '../../core/chart.ts'
import { deliver, readButton } from '../../core/dm.ts'
import type { Occurrence } from '../../core/occurrence.ts'
import { once } from '../../core/once.ts'
import type { Bot, ChatPlatform } from '../../core/platform.ts'
import type { Reply } from '../../core/reply.ts'
import { type Asking, context, typed, wordsOf } from './ask.ts'
import { createClient } from './client.ts'
import { mostChoices } from './commands.ts'
import { isTooLate, loginFault, outcomeOf } from './faults.ts'
import { type Illustrate, type Illustrated, illustrator, inWords } from './picture.ts'

export type DiscordOptions = {
  token: string
  apiUrl?: string
  now(): Temporal.Instant
  /** Makes pictures of charts. Without it they are told in words. */
  draw?: Draw
  /** Told what went wrong at the edge: a route and an error, never a payload. */
  report(where: string, error: unknown): void
}

/** Discord over its gateway. Interactions only. */
export function createDiscord({ token, apiUrl, now, draw, report }: DiscordOptions): ChatPlatform {
  const client = createClient(apiUrl)
  const illustrate = illustrator(draw, report)
  return {
    name: 'discord',
    start: async bot => {
      listen(client, bot, illustrate, { now, report })
      const ready = new Promise<void>(resolve => client.once(Events.ClientReady, () => resolve()))
      try {
        await client.login(token)
        await ready
      } catch (error) {
        throw loginFault(error)
      }
    },
    post: async ({ channel }, reply, occurrence) => {
      const { message, files } = await (mayAttach(client, channel) ? illustrate(reply) : inWords(reply))
      const body = { ...message, nonce: nonceOf(occurrence), enforce_nonce: true }
      try {
        await client.rest.post(Routes.channelMessages(channel), { body, files })
        return { result: 'posted' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    check: async ({ community, channel }) => {
      const guild = client.guilds.cache.get(community.slice('discord:'.length))
      const found = guild?.channels.cache.get(channel)
      const me = guild?.members.me
      if (!found || !me) return ['a channel of this server that the bot can see']
      const needed = found.isThread()
        ? (['ViewChannel', 'SendMessagesInThreads'] as const)
        : (['ViewChannel', 'SendMessages'] as const)
      return found.isSendable()
        ? found.permissionsFor(me).missing(needed).map(spaced)
        : ['a channel that takes messages']
    },
    stop: () => client.destroy(),
  }
}

/** A post with a file where none is allowed would be refused whole; words go anywhere. */
function mayAttach(client: Client, channel: string): boolean {
  const found = client.channels.cache.get(channel)
  const me = found && !found.isDMBased() && found.guild.members.me
  return me ? found.permissionsFor(me).has('AttachFiles') : false
}

const spaced = (permission: string): string => permission.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')

/** The same for every attempt at an occurrence, so that Discord keeps one message. At most 25 characters. */
const nonceOf = ({ reminder, slot }: Occurrence): string =>
  `${reminder}-${slot.replace(/\D/g, '').slice(0, 12)}`

function listen(
  client: Client,
  bot: Bot,
  illustrate: Illustrate,
  { now, report }: Pick<DiscordOptions, 'now' | 'report'>,
): void {
  const firstTime = once()
  client.on(Events.Error, error => report('gateway', error))
  client.on(Events.InteractionCreate, interaction => {
    if (!firstTime(interaction.id, Date.now())) return
    handle(interaction, bot, illustrate, now()).catch(error => {
      if (!isTooLate(error)) report('interaction', error)
    })
  })
  // `guildDelete` does not fire for a server that is not cached, and an outage is not a removal.
  client.on(Events.Raw, (packet: { t?: string; d?: { id: string; unavailable?: boolean } }) => {
    if (packet.t === 'GUILD_DELETE' && packet.d && !packet.d.unavailable)
      bot.left(`discord:${packet.d.id}`).catch(error => report('forget', error))
  })
}

async function handle(
  interaction: Interaction,
  bot: Bot,
  illustrate: Illustrate,
  now: Temporal.Instant,
): Promise<void> {
  if (interaction.isAutocomplete()) {
    const { name, value } = interaction.options.getFocused(true)
    const choices = bot.suggest(wordsOf(interaction), name, value).slice(0, mostChoices)
    return interaction.respond(choices.map(choice => ({ name: choice.label, value: choice.value })))
  }
  if (interaction.isChatInputCommand() || interaction.isButton() || interaction.isStringSelectMenu())
    return reply(interaction, bot, illustrate, now)
}

/** A content command's reply is the acknowledgement; one that waits, for the store or a message, defers privately. */
async function reply(
  interaction: Asking,
  bot: Bot,
  illustrate: Illustrate,
  now: Temporal.Instant,
): Promise<void> {
  const body = async (answer: Reply) => inItsSpelling(await illustrate(answer))
  const asked = typed(interaction)
  const dm = interaction.isButton() && readButton(interaction.customId).dm
  const waits = dm || bot.waits(asked)
  if (waits) await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const answer = await bot.answer(asked, context(interaction, now))
  if (!waits) return void (await interaction.reply(await body(answer)))
  const toThem = async (copy: Reply) => interaction.user.send(await body(copy))
  const shown = dm ? await deliver(answer, toThem) : answer
  await interaction.editReply({ ...(await body(shown)), flags: MessageFlags.IsComponentsV2 })
}

/** The payload in discord.js's own spelling. */
function inItsSpelling({ message, files }: Illustrated) {
  const { allowed_mentions, attachments = [], ...rest } = message
  const beside = files.map(({ name, data }, i) => ({
    name,
    attachment: data as Buffer,
    description: attachments[i]?.description,
  }))
  return { ...rest, files: beside, allowedMentions: allowed_mentions }
}
