import { type Client, RESTJSONErrorCodes as Code, ComponentType, type REST, Routes } from 'discord.js'
import type { Place } from '../../core/community.ts'
import type { Manner, Posted } from '../../core/platform.ts'
import { within } from '../../core/within.ts'
import { isCode, outcomeOf } from './faults.ts'
import type { Illustrated } from './picture.ts'
import type { DiscordMessage } from './render.ts'

export type Posting = Illustrated & {
  title: string
  /** The same for every attempt at an occurrence, so that Discord keeps one message. At most 25 characters. */
  nonce: string
  /** Hears of what failed after the post stood. */
  report(where: string, error: unknown): void
}

/** What may be done about the old post and the thread before the new post is said to stand. */
const patience = 5000

/** A post in a channel, with what its manner asks for. */
export async function post(client: Client, place: Place, posting: Posting, manner: Manner): Promise<Posted> {
  const { channel } = place
  const { rest } = client
  const { mention, previous } = manner
  const fault = mention === undefined ? undefined : mentionFault(client, place, mention)
  if (fault) return { result: 'refused', why: fault }
  const { nonce, files } = posting
  const message = mentioning(posting.message, mention)
  try {
    if (previous?.how === 'replace' && (await replaced(rest, channel, previous.id, { message, files })))
      return { result: 'posted', message: previous.id }
    const body = { ...message, nonce, enforce_nonce: true }
    const { id } = (await rest.post(Routes.channelMessages(channel), { body, files })) as { id: string }
    await afterwards(rest, channel, id, manner, posting)
    return { result: 'posted', message: id }
  } catch (error) {
    return outcomeOf(error)
  }
}

/**
 * A role is mentioned, and never everyone: @everyone is the role with the server's own id
 * (https://docs.discord.com/developers/topics/permissions#role-object).
 */
function mentionFault(client: Client, { community }: Place, mention: string): string | undefined {
  const id = community.slice('discord:'.length)
  if (mention === id || !/^\d+$/.test(mention))
    return 'a post can mention one role of this server, and never everyone'
  const guild = client.guilds.cache.get(id)
  return guild?.available && !guild.roles.cache.has(mention)
    ? 'the role that it mentions no longer exists'
    : undefined
}

/** The one mention that we ever write, and the only one that is let through. */
const mentioning = (message: DiscordMessage, role: string | undefined): DiscordMessage =>
  role === undefined
    ? message
    : {
        ...message,
        components: [{ type: ComponentType.TextDisplay, content: `<@&${role}>` }, ...message.components],
        allowed_mentions: { parse: [], roles: [role] },
      }

/** True where the old message now says the new words; false where it is gone, or another bot's. */
async function replaced(
  rest: REST,
  channel: string,
  id: string,
  { message, files }: Illustrated,
): Promise<boolean> {
  // Without a list of attachments the old message would keep its old picture.
  const body = { ...message, attachments: message.attachments ?? [] }
  try {
    await rest.patch(Routes.channelMessage(channel, id), { body, files })
    return true
  } catch (error) {
    if (isCode(error, Code.UnknownMessage, Code.CannotEditMessageAuthoredByAnotherUser)) return false
    throw error
  }
}

/** The post stands; that the old one stays, or that no thread opens, does not undo it. */
async function afterwards(
  rest: REST,
  channel: string,
  id: string,
  { previous, thread }: Manner,
  { title, report }: Posting,
): Promise<void> {
  const attempt = (what: string, quiet: readonly number[], work: () => Promise<unknown>) =>
    within(patience, work).catch(error => {
      if (!isCode(error, ...quiet)) report(what, error)
    })
  const jobs: Promise<unknown>[] = []
  // An occurrence that is posted again after a crash can find itself as the post before.
  if (previous?.how === 'delete' && previous.id !== id)
    jobs.push(
      attempt('the post before', goneOrForbidden, () =>
        rest.delete(Routes.channelMessage(channel, previous.id)),
      ),
    )
  if (thread)
    jobs.push(
      attempt('the thread', [Code.ThreadAlreadyCreatedForMessage], () =>
        rest.post(Routes.threads(channel, id), {
          body: { name: [...title].slice(0, 100).join(''), auto_archive_duration: 1440 },
        }),
      ),
    )
  await Promise.all(jobs)
}

const goneOrForbidden = [Code.UnknownMessage, Code.MissingPermissions]
