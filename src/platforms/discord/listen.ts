import { type Client, Events, type Interaction, MessageFlags } from 'discord.js'
import { deliver } from '../../core/dm.ts'
import { once } from '../../core/once.ts'
import type { Bot } from '../../core/platform.ts'
import { readButton } from '../../core/press.ts'
import type { Reply } from '../../core/reply.ts'
import { type Asking, context, filesOf, typed, withTexts, wordsOf } from './ask.ts'
import { unreadable } from './attachment.ts'
import { mostChoices } from './commands.ts'
import { isTooLate } from './faults.ts'
import type { Illustrate, Illustrated } from './picture.ts'

type Listening = {
  bot: Bot
  illustrate: Illustrate
  apiUrl: string | undefined
  now(): Temporal.Instant
  report(where: string, error: unknown): void
}

/** The fields of a raw packet that we read (https://docs.discord.com/developers/events/gateway-events). */
type Packet = { t?: string; d?: { id: string; unavailable?: boolean; guilds?: { id: string }[] } }

export function listen(client: Client, listening: Listening): void {
  const { bot, report } = listening
  const firstTime = once()
  client.on(Events.Error, error => report('gateway', error))
  client.on(Events.InteractionCreate, interaction => {
    if (!firstTime(interaction.id, Date.now())) return
    handle(interaction, listening).catch(error => {
      if (!isTooLate(error)) report('interaction', error)
    })
  })
  client.on(Events.Raw, ({ t, d }: Packet) => {
    // Names every server the bot is in, an outage or not; who is not named removed the bot while it was away.
    if (t === 'READY' && d?.guilds)
      bot
        .present(
          'discord',
          d.guilds.map(({ id }) => `discord:${id}` as const),
        )
        .catch(error => report('present', error))
    // `guildDelete` does not fire for a server that is not cached, and an outage is not a removal.
    if (t === 'GUILD_DELETE' && d && !d.unavailable)
      bot.left(`discord:${d.id}`).catch(error => report('forget', error))
  })
}

async function handle(interaction: Interaction, listening: Listening): Promise<void> {
  if (interaction.isAutocomplete()) {
    const { name, value } = interaction.options.getFocused(true)
    const asked = context(interaction, listening.now())
    const choices = await listening.bot.suggest(wordsOf(interaction), name, value, asked)
    const shown = choices.slice(0, mostChoices)
    return interaction.respond(shown.map(choice => ({ name: choice.label, value: choice.value })))
  }
  if (interaction.isChatInputCommand() || interaction.isButton() || interaction.isStringSelectMenu())
    return reply(interaction, listening)
}

/** A content command's reply is the acknowledgement; one that waits, for the store, a file or a message, defers privately. */
async function reply(interaction: Asking, { bot, illustrate, apiUrl, now }: Listening): Promise<void> {
  const body = async (answer: Reply) => inItsSpelling(await illustrate(answer))
  const asked = typed(interaction)
  const files = filesOf(interaction)
  const dm = interaction.isButton() && readButton(interaction.customId).kind === 'dm'
  const waits = dm || files.length > 0 || bot.waits(asked)
  if (waits) await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const read = await withTexts(asked, files, apiUrl)
  const answer =
    typeof read === 'object' && 'wrong' in read
      ? unreadable(read.wrong)
      : await bot.answer(read, context(interaction, now()))
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
