import { MessageFlags } from 'discord.js'
import type { Reply } from '../../core/reply.ts'
import type { Typed } from '../../core/typed.ts'
import { keep, sayAgain } from './again.ts'
import type { Asking } from './ask.ts'
import type { Illustrate, Illustrated } from './picture.ts'
import { firstWord, marked, refines } from './refine.ts'

/** How one interaction is answered: privately, whatever a reply says of who may see it. */
export type Voice = {
  /** Acknowledges, before something that may take long. */
  defer(): Promise<unknown>
  say(reply: Reply): Promise<unknown>
}

/**
 * In place of the private answer that was pressed, where this refines it; else below. What went wrong stands below in
 * any case, so that whoever pressed can press again.
 */
export function voiceOf(interaction: Asking, typed: Typed, illustrate: Illustrate): Voice {
  const body = async (reply: Reply) => {
    const { message, files } = await illustrate({ ...reply, seenBy: 'asker' })
    return inItsSpelling({
      message: { ...message, components: marked(message.components, reply, typed) },
      files,
    })
  }
  const below: Voice = {
    defer: () => interaction.deferReply({ flags: MessageFlags.Ephemeral }),
    say: async reply => {
      if (interaction.deferred) return interaction.editReply(edit(await body(reply)))
      if (await sayAgain(interaction, reply, firstWord(typed))) return
      const said = await body(reply)
      keep(interaction, reply, firstWord(typed), said)
      return interaction.reply(said)
    },
  }
  if (interaction.isCommand() || !refines(interaction, typed)) return below
  return {
    defer: () => interaction.deferUpdate(),
    say: async reply => {
      const said = await body(reply)
      if (reply.tone === 'problem')
        return interaction.deferred ? interaction.followUp(said) : interaction.reply(said)
      if (interaction.deferred) return interaction.editReply(edit(said))
      if (interaction.isModalSubmit() && !interaction.isFromMessage()) return interaction.reply(said)
      return interaction.update(edit(said))
    },
  }
}

type Said = ReturnType<typeof inItsSpelling>

/** An edit takes what it does not bring, such as a picture, away: its list of files is always there. */
const edit = (said: Said) => ({ ...said, flags: MessageFlags.IsComponentsV2 as const })

/** The payload in discord.js's own spelling. */
export function inItsSpelling({ message, files }: Illustrated) {
  const { allowed_mentions, attachments = [], ...rest } = message
  const beside = files.map(({ name, data }, i) => ({
    name,
    attachment: data as Buffer,
    description: attachments[i]?.description,
  }))
  return { ...rest, files: beside, allowedMentions: allowed_mentions }
}
