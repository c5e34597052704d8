import type { WebClient } from '@slack/web-api'
import type { Draw } from '../../core/chart.ts'
import type { Manner, Posted } from '../../core/platform.ts'
import type { Reply } from '../../core/reply.ts'
import { named, outcomeOf } from './faults.ts'
import type { Names } from './names.ts'
import { isUserGroup } from './people.ts'
import { upload, waits } from './picture.ts'
import { render, type SlackMessage } from './render.ts'

/** Posts are read where they stand: no previews of what they link to. */
const plainly = { unfurl_links: false, unfurl_media: false }

/** Errors of chat.update after which only a new message helps (https://docs.slack.dev/reference/methods/chat.update). */
const cannotReplace = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed'])

export type Posting = {
  names: Names
  /** Charts are tables without it. */
  draw?: Draw
  /** Hears of what failed and did not stop the post. */
  report(where: string, error: unknown): void
}

/** A post in a channel, with what its manner asks for. */
export async function post(
  client: WebClient,
  channel: string,
  said: Reply,
  { mention, previous, thread }: Manner,
  { names, draw, report }: Posting,
): Promise<Posted> {
  if (mention !== undefined && !isUserGroup(mention))
    return {
      result: 'refused',
      why: 'on Slack a post can mention one user group and nothing else: name a user group, such as @movie-night',
    }
  const reply = names.inReply(said)
  const send = async (body: SlackMessage): Promise<Posted> => {
    if (previous?.how === 'replace' && (await replaced(client, channel, previous.id, body)))
      return { result: 'posted', message: previous.id }
    const { ts } = await client.chat.postMessage({ channel, ...body, ...plainly })
    if (!ts) return { result: 'posted' }
    await afterwards(client, channel, ts, { previous, thread }, report)
    return { result: 'posted', message: ts }
  }
  try {
    const picture = draw && (await upload(client, draw, reply).catch(noPicture(report)))
    const shown =
      picture && (await patiently(() => send(mentioning(render(reply, { chart: { picture } }), mention))))
    if (picture && !shown) report('chart', new Error('Slack did not show the file in time'))
    return shown || (await send(mentioning(render(reply), mention)))
  } catch (error) {
    return outcomeOf(error)
  }
}

/** A workspace may have left out the scope for pictures: that is its choice, and no fault. */
const noPicture = (report: Posting['report']) => (error: unknown) => {
  if (named(error) !== 'missing_scope') report('chart', error)
}

/** Tries again while Slack says that it will not show the picture; nothing was posted then. */
async function patiently(send: () => Promise<Posted>): Promise<Posted | undefined> {
  for (const wait of waits) {
    await new Promise(resolve => setTimeout(resolve, wait))
    try {
      return await send()
    } catch (error) {
      if (named(error) !== 'invalid_blocks') throw error
    }
  }
  return undefined
}

/**
 * The one sequence of Slack's that we ever write. `verbatim` leaves everything but it alone
 * (https://docs.slack.dev/messaging/formatting-message-text).
 */
const mentioning = ({ text, blocks }: SlackMessage, group: string | undefined): SlackMessage => ({
  text,
  blocks: group
    ? [{ type: 'section', text: { type: 'mrkdwn', text: `<!subteam^${group}>`, verbatim: true } }, ...blocks]
    : blocks,
})

/** True where the old message now says the new words; false where it is gone or closed. */
async function replaced(
  client: WebClient,
  channel: string,
  ts: string,
  body: SlackMessage,
): Promise<boolean> {
  try {
    // Without `parse`, this method reads names in the notification's text, which chat.postMessage does not.
    await client.chat.update({ channel, ts, ...body, parse: 'none', link_names: false })
    return true
  } catch (error) {
    if (cannotReplace.has(named(error))) return false
    throw error
  }
}

/** The post stands; that the old one stays, or that no thread opens, does not undo it. */
async function afterwards(
  client: WebClient,
  channel: string,
  ts: string,
  { previous, thread }: Pick<Manner, 'previous' | 'thread'>,
  report: (where: string, error: unknown) => void,
): Promise<void> {
  if (previous?.how === 'delete')
    await client.chat.delete({ channel, ts: previous.id }).catch(error => {
      if (named(error) !== 'message_not_found') report('the post before', error)
    })
  if (thread)
    await client.chat
      .postMessage({ channel, thread_ts: ts, text: 'Talk about it here.' })
      .catch(error => report('the thread', error))
}

/**
 * Shows a command's answer to everyone: a message of the bot's own, since an `in_channel` answer would show what was
 * typed and by whom. Where it may not post, this is what to tell the asker alone.
 */
export async function share(
  client: WebClient,
  channel: string,
  reply: Reply,
  posting: Posting,
): Promise<Reply | undefined> {
  const ended = await post(client, channel, reply, {}, posting)
  if (ended.result === 'posted') return undefined
  const why = {
    paragraph: [{ emphasis: `Only you see this answer, because I could not post it here: ${ended.why}.` }],
  }
  return { ...reply, text: [...reply.text, why], seenBy: 'asker' }
}
