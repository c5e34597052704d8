import { type Client, Events, type Interaction } from 'discord.js'
import type { CommunityId } from '../../core/community.ts'
import { once } from '../../core/once.ts'
import { readButton } from '../../core/press.ts'
import { context, wordsOf } from './ask.ts'
import { mostChoices } from './commands.ts'
import { isTooLate } from './faults.ts'
import { modal } from './form.ts'
import { type Responding, respond } from './respond.ts'
import { everyServer } from './shards.ts'

type Listening = Responding & {
  report(where: string, error: unknown): void
  /** Whether an interaction came too late to answer; it is counted. */
  drop(id: string): boolean
}

/** The fields of a raw packet that we read (https://docs.discord.com/developers/events/gateway-events). */
type Packet = { t?: string; d?: { id: string; unavailable?: boolean; guilds?: { id: string }[] } }

const dayMs = 86_400_000

export function listen(client: Client, listening: Listening): void {
  const { bot, report } = listening
  const firstTime = once()
  const allServers = everyServer(client)
  const present = (here: readonly CommunityId[]) =>
    void bot.present('discord', here).catch(error => report('present', error))
  // A connection may last for weeks, and a server that was away at its READY is forgotten after one.
  setInterval(() => {
    if (client.isReady()) present(client.guilds.cache.map(({ id }) => `discord:${id}` as const))
  }, dayMs).unref()
  client.on(Events.Error, error => report('gateway', error))
  client.on(Events.InteractionCreate, interaction => {
    if (!firstTime(interaction.id, Date.now()) || listening.drop(interaction.id)) return
    handle(interaction, listening).catch(error => {
      if (!isTooLate(error)) report('interaction', error)
    })
  })
  client.on(Events.Raw, ({ t, d }: Packet, shard: number) => {
    // Names every server the bot is in, an outage or not; who is not named removed the bot while it was away.
    const here = t === 'READY' && d?.guilds ? allServers(shard, d.guilds) : undefined
    if (here) present(here)
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
  if (interaction.isButton()) {
    const press = readButton(interaction.customId)
    const form = press.kind === 'form' ? listening.bot.form(press) : undefined
    const opened = form && modal(form)
    // A modal is a first answer or none: nothing may be deferred before it.
    if (opened) return void (await interaction.showModal(opened))
  }
  if (
    interaction.isChatInputCommand() ||
    interaction.isMessageContextMenuCommand() ||
    interaction.isButton() ||
    interaction.isStringSelectMenu() ||
    interaction.isModalSubmit()
  )
    return respond(interaction, listening)
}
