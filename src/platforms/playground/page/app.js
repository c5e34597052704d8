import { drawBoth } from './drawing.js'
import { lineFrom, openFields } from './fields.js'
import { openPicker } from './picker.js'
import { openPosts, setClock } from './posts.js'

const form = document.querySelector('#ask')
const line = form.elements.line
const asked = document.querySelector('#asked')
const renderings = document.querySelector('#renderings')
let latest = 0

/**
 * Asks the bot and shows the answer.
 * @param {{ line: string } | { command: string, values: Record<string, string> }} typed what somebody typed or filled in
 * @param {{ pressed?: boolean }} [how] pressed: move to the answer, because what was pressed is about to disappear
 */
async function ask(typed, { pressed = false } = {}) {
  const turn = ++latest
  renderings.setAttribute('aria-busy', 'true')
  const answer = await send('/answer', {
    ...typed,
    pressed,
    as: form.elements.as.value,
    locale: form.elements.locale.value,
  })
  // An answer that was overtaken by a later question is dropped.
  if (turn !== latest) return
  renderings.removeAttribute('aria-busy')
  if (!answer) return
  const words = typed.line ?? lineFrom(typed)
  line.value = words
  asked.replaceChildren('Answer to ', Object.assign(document.createElement('code'), { textContent: words }))
  renderings.replaceChildren(...drawBoth(answer, press))
  document.querySelector('#spoken').textContent = answer.text
  if (pressed) asked.focus()
}

const press = words => ask({ line: words }, { pressed: true })

/**
 * Sends JSON and reads JSON. Says what is wrong on the page and returns undefined when it fails.
 * @param {string} path
 * @param {object} content
 */
async function send(path, content) {
  const wrong = document.querySelector('#wrong')
  const headers = { 'content-type': 'application/json' }
  const result = await fetch(path, { method: 'POST', headers, body: JSON.stringify(content) })
    .then(response => response.json())
    .catch(() => ({ wrong: 'The playground does not answer. Is it still running in its terminal?' }))
  wrong.hidden = !result.wrong
  wrong.textContent = result.wrong ?? ''
  return result.wrong ? undefined : result
}

form.addEventListener('submit', event => {
  event.preventDefault()
  ask({ line: line.value })
})

const start = await fetch('/commands').then(response => response.json())
openPicker(start.commands, line, ask, openFields(ask))
openPosts(send, press)
setClock(start.now)
document.querySelector('#connect').textContent = start.connect
await ask({ line: '/help' })
