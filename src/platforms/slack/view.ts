import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import type { Reply } from '../../core/reply.ts'
import { blocksOf, menuId } from './render.ts'

/** https://docs.slack.dev/reference/views/modal-views */
const longestTitle = 24
/** https://docs.slack.dev/reference/views/home-tab-views */
const mostBlocks = 100

export const plainText = (text: string) => ({ type: 'plain_text' as const, text, emoji: false })

/** What a view of ours keeps with itself: the conversation that its buttons belong to. */
export type Kept = { channel: string }
export const keptIn = (metadata: string | undefined): Partial<Kept> => (metadata ? JSON.parse(metadata) : {})

const titled = (title: string) => plainText([...title].slice(0, longestTitle).join(''))

/** An answer in a window that only one person sees. There is nothing to send in it. */
export const answerView = (title: string, reply: Reply, kept: Kept): ModalView => ({
  type: 'modal',
  title: titled(title),
  close: plainText('Close'),
  private_metadata: JSON.stringify(kept),
  blocks: blocksOf(reply, { chart: 'words' }),
})

/** Stands there while the store is asked: a window must be opened within three seconds of the press. */
export const waitingView = (title: string, kept: Kept): ModalView => ({
  type: 'modal',
  title: titled(title),
  close: plainText('Close'),
  private_metadata: JSON.stringify(kept),
  blocks: [{ type: 'section', text: plainText('One moment …') }],
})

export const formModal = (title: string, blocks: KnownBlock[], rest: Partial<ModalView>): ModalView => ({
  type: 'modal',
  title: titled(title),
  submit: plainText('Send'),
  close: plainText('Cancel'),
  blocks,
  ...rest,
})

/** Several answers below each other, as many as fit whole. A button that stands there already is left out. */
export function homeView(replies: readonly Reply[], kept: Kept): HomeView {
  const blocks: KnownBlock[] = []
  const ids = new Set<string>()
  for (const [at, reply] of replies.entries()) {
    const added = blocksOf(reply, { chart: 'words' }).flatMap(block => onceEach(block, ids, at))
    const divided: KnownBlock[] = at > 0 ? [{ type: 'divider' }, ...added] : added
    if (blocks.length + divided.length <= mostBlocks) blocks.push(...divided)
  }
  return { type: 'home', private_metadata: JSON.stringify(kept), blocks }
}

function onceEach(block: KnownBlock, ids: Set<string>, at: number): KnownBlock[] {
  if (block.type !== 'actions') return [block]
  const elements = block.elements.flatMap(element => {
    const id = 'action_id' in element ? (element.action_id ?? '') : ''
    const own = id === menuId && at > 0 ? `${menuId} ${at}` : id
    if (ids.has(own)) return []
    ids.add(own)
    return [{ ...element, action_id: own }]
  })
  return elements.length > 0 ? [{ ...block, elements }] : []
}
