import { drawBoth } from './drawing.js'

const list = document.querySelector('#posts')
const clock = document.querySelector('#now')
const moved = document.querySelector('#moved')
const spoken = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })
let ahead = 0

/**
 * Shows scheduled posts as they come, change and go, and lets the clock be moved forward.
 * @param {(path: string, content: object) => Promise<any>} send
 * @param {(line: string) => void} press
 */
export function openPosts(send, press) {
  const shown = new Map()
  const events = new EventSource('/events')
  // The server then sends everything that still stands, after a lost connection too.
  events.addEventListener('open', () => {
    shown.clear()
    list.replaceChildren()
  })
  events.addEventListener('message', ({ data }) => {
    const post = JSON.parse(data)
    const [old, item] = [shown.get(post.id), drawn(post, press)]
    shown.set(post.id, item)
    if (old) old.replaceWith(item)
    else list.prepend(item)
  })
  events.addEventListener('gone', ({ data }) => {
    const { id } = JSON.parse(data)
    shown.get(id)?.remove()
    shown.delete(id)
  })
  const buttons = [...document.querySelectorAll('[data-minutes]')]
  for (const button of buttons)
    button.addEventListener('click', async () => {
      for (const b of buttons) b.setAttribute('aria-disabled', 'true')
      moved.textContent = 'Moving …'
      const answer = await send('/forward', { minutes: Number(button.dataset.minutes) })
      for (const b of buttons) b.removeAttribute('aria-disabled')
      if (answer) setClock(answer.now)
      moved.textContent = answer ? tell(button.textContent, answer.posted) : ''
    })
}

const tell = (span, count) =>
  `Moved ${span} forward. ${count === 0 ? 'Nothing was posted.' : count === 1 ? '1 post.' : `${count} posts.`}`

/** Shows the playground's time, which may be ahead of this machine's. */
export function setClock(now) {
  ahead = Date.parse(now) - Date.now()
  tick()
}
const tick = () => {
  const now = new Date(Date.now() + ahead)
  clock.dateTime = now.toISOString()
  clock.textContent = spoken.format(now)
}
setInterval(tick, 5_000)

function drawn(post, press) {
  const item = document.createElement('li')
  const when = Object.assign(document.createElement('p'), {
    className: 'quiet',
    textContent: [
      `In #${post.channel}, ${spoken.format(new Date(post.at))}`,
      post.mention && `mentions ${post.mention}`,
      post.thread && 'opens a thread',
    ]
      .filter(words => words)
      .join(' · '),
  })
  const both = Object.assign(document.createElement('div'), { className: 'both' })
  both.append(...drawBoth(post, press))
  item.append(when, both)
  return item
}
