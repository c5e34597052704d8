import { type Client, Events, type Interaction, MessageFlags, Routes } from 'discord.js'
import { deliver, readButton } from '../../core/dm.ts'
import { once } from '../../core/once.ts'
import type { Bot, ChatPlatform } from '../../core/platform.ts'
import type { Occurrence } from '../../core/reminder.ts'
import type { Reply } from '../../core/reply.ts'
import { type Asking, context, typed, wordsOf } from './ask.ts'
import { createClient } from './client.ts'
import { mostChoices } from './commands.ts'
import { isTooLate, loginFault, outcomeOf } from './faults.ts'
import { render } from './render.ts'

export type DiscordOptions = {
  token: string
  apiUrl?: string
  now(): Temporal.Instant
  /** Told what went wrong at the edge: a route and an error, never a payload. */
  report(where: string, error: unknown): void
}

/** Discord over its gateway. Interactions only. */
export function createDiscord({ token, apiUrl, now, report }: DiscordOptions): ChatPlatform {
  const client = createClient(apiUrl)
  return {
    name: 'discord',
    start: async bot => {
      listen(client, bot, now, report)
      const ready = new Promise<void>(resolve => client.once(Events.ClientReady, () => resolve()))
      try {
        await client.login(token)
        await ready
      } catch (error) {
        throw loginFault(error)
      }
    },
    post: async ({ channel }, reply, occurrence) => {
      const body = { ...render(reply), nonce: nonceOf(occurrence), enforce_nonce: true }
      try {
        await client.rest.post(Routes.channelMessages(channel), { body })
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

const spaced = (permission: string): string => permission.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')

/** The same for every attempt at an occurrence, so that Discord keeps one message. At most 25 characters. */
const nonceOf = ({ reminder, slot }: Occurrence): string =>
  `${reminder}-${slot.replace(/\D/g, '').slice(0, 12)}`

function listen(
  client: Client,
  bot: Bot,
  now: DiscordOptions['now'],
  report: DiscordOptions['report'],
): void {
  const firstTime = once()
  client.on(Events.Error, error => report('gateway', error))
  client.on(Events.InteractionCreate, interaction => {
    if (!firstTime(interaction.id, Date.now())) return
    handle(interaction, bot, now()).catch(error => {
      if (!isTooLate(error)) report('interaction', error)
    })
  })
  // `guildDelete` does not fire for a server that is not cached, and an outage is not a removal.
  client.on(Events.Raw, (packet: { t?: string; d?: { id: string; unavailable?: boolean } }) => {
    if (packet.t === 'GUILD_DELETE' && packet.d && !packet.d.unavailable)
      bot.left(`discord:${packet.d.id}`).catch(error => report('forget', error))
  })
}

async function handle(interaction: Interaction, bot: Bot, now: Temporal.Instant): Promise<void> {
  if (interaction.isAutocomplete()) {
    const { name, value } = interaction.options.getFocused(true)
    const choices = bot.suggest(wordsOf(interaction), name, value).slice(0, mostChoices)
    return interaction.respond(choices.map(choice => ({ name: choice.label, value: choice.value })))
  }
  if (interaction.isChatInputCommand() || interaction.isButton() || interaction.isStringSelectMenu())
    return reply(interaction, bot, now)
}

/** A content command's reply is the acknowledgement; one that waits, for the store or a message, defers privately. */
async function reply(interaction: Asking, bot: Bot, now: Temporal.Instant): Promise<void> {
  const asked = typed(interaction)
  const dm = interaction.isButton() && readButton(interaction.customId).dm
  const waits = dm || bot.waits(asked)
  if (waits) await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const answer = await bot.answer(asked, context(interaction, now))
  if (!waits) return void (await interaction.reply(body(answer)))
  const shown = dm ? await deliver(answer, copy => interaction.user.send(body(copy))) : answer
  await interaction.editReply({ ...body(shown), flags: MessageFlags.IsComponentsV2 })
}

/** The payload in discord.js's own spelling. */
function body(reply: Reply) {
  const { allowed_mentions, ...message } = render(reply)
  return { ...message, allowedMentions: allowed_mentions }
}
