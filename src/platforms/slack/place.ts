import type { BlockAction, RespondFn } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Context } from '../../core/ask.ts'
import type { Reply } from '../../core/reply.ts'
import { apart, context } from './ask.ts'
import { commandOf, privately, render } from './render.ts'
import { answerView, keptIn, waitingView } from './view.ts'

const appTitle = 'Heroine'

/** Where somebody pressed, and how an answer gets back to them there and to nobody else. */
export type Pressed = {
  context: Context
  /** True where the answer to this line refines the private message that holds the button. */
  refines(line: string): boolean
  /** Called before an answer that may take a while. */
  waiting?(): Promise<unknown>
  show(reply: Reply, how: { line?: string; replace?: boolean }): Promise<unknown>
  /** Where a form opens: over a modal, or on its own. */
  within: 'message' | 'modal' | 'home'
}

export type PressedBy = Pick<Context, 'by' | 'now'>

export function placeOf(body: BlockAction, by: PressedBy, client: WebClient, respond: RespondFn): Pressed {
  const team = teamOf(body)
  if (body.view) return apartFrom(body, apart(team, channelOf(body), by), client)
  const isPrivate = body.container.is_ephemeral === true
  const refined = /^([a-z-]+) \d$/.exec(body.actions[0]?.block_id ?? '')?.[1]
  const channel = { id: body.channel?.id ?? '', name: body.channel?.name }
  return {
    context: context(team, channel, { ...by, openly: false }),
    // The emergency card says no command, so that nothing ever takes its place; a public message is everybody's.
    refines: line => isPrivate && refined !== undefined && refined === commandOf(line),
    show: (reply, { line, replace = false }) =>
      respond({ ...privately(reply, line), replace_original: replace && isPrivate }),
    within: 'message',
  }
}

export const teamOf = ({ team, user }: Pick<BlockAction, 'team' | 'user'>): string =>
  team?.id ?? user.team_id ?? ''

/** The conversation that a view belongs to; the person's own with the app where none is known. */
export const channelOf = ({ view, user }: Pick<BlockAction, 'view' | 'user'>): string =>
  keptIn(view?.private_metadata).channel ?? user.id

/**
 * A modal shows the answer in its place. The Home tab has no message to answer, so a modal opens over it: it is seen
 * at once, and nothing stays in a conversation that the workspace can export. Too late for one, it is a message.
 */
function apartFrom(body: BlockAction, asked: Context, client: WebClient): Pressed {
  const kept = { channel: channelOf(body) }
  const home = body.view?.type === 'home'
  let open = home ? undefined : body.view?.id
  const opened = async (view: ReturnType<typeof waitingView>) => {
    const { view: made } = await client.views.open({ trigger_id: body.trigger_id, view })
    open = made?.id
  }
  return {
    context: asked,
    refines: () => false,
    ...(home && { waiting: () => opened(waitingView(appTitle, kept)).catch(() => {}) }),
    show: async reply => {
      const view = answerView(body.view?.type === 'modal' ? body.view.title.text : appTitle, reply, kept)
      if (open) return client.views.update({ view_id: open, view })
      return opened(view).catch(() => client.chat.postMessage({ channel: body.user.id, ...render(reply) }))
    },
    within: home ? 'home' : 'modal',
  }
}
