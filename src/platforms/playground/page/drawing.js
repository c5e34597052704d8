const dark = matchMedia('(prefers-color-scheme: dark)')
const copy = document.createElement.bind(document)

/**
 * The same reply on both platforms, each labelled, with what is sent behind a disclosure, and its file if it has one.
 * @param {{ private: boolean, discord: object, slack: object, file?: { name: string, text: string } }} shown
 * @param {(line: string) => void} press called with the line of whatever is pressed
 */
export const drawBoth = (shown, press) => [
  draw('Discord', shown.discord, shown.private && 'Only you can see this', press),
  draw('Slack', shown.slack, shown.private && 'Only visible to you', press),
  ...(shown.file ? [file(shown.file)] : []),
]

function file({ name, text }) {
  const box = Object.assign(copy('div'), { className: 'platform file' })
  const link = Object.assign(copy('a'), {
    href: `data:application/octet-stream;charset=utf-8,${encodeURIComponent(text)}`,
    download: name,
    textContent: `Keep ${name}`,
  })
  const read = copy('details')
  read.append(
    Object.assign(copy('summary'), { textContent: 'Read it here' }),
    Object.assign(copy('pre'), { textContent: text, tabIndex: 0 }),
  )
  box.append(link, read)
  return box
}

function draw(name, { payload, html, controls }, note, press) {
  const card = Object.assign(copy('article'), { className: `platform ${name.toLowerCase()}` })
  card.setAttribute('aria-label', name)
  const title = Object.assign(copy('h3'), { textContent: name })
  const host = Object.assign(copy('div'), { className: 'message' })
  // A shadow root keeps each platform's style sheet away from the page and from the other one.
  const root = host.attachShadow({ mode: 'open' })
  const style = Object.assign(copy('link'), { rel: 'stylesheet', href: `/${name.toLowerCase()}.css` })
  root.innerHTML = html
  root.prepend(style)
  if (note) root.append(Object.assign(copy('p'), { className: 'only-you', textContent: note }))
  pressable(root, controls, press)
  theme(root)
  const sent = copy('details')
  sent.append(
    Object.assign(copy('summary'), { textContent: 'What is sent' }),
    Object.assign(copy('pre'), { textContent: JSON.stringify(payload, null, 2), tabIndex: 0 }),
  )
  card.append(title, host, sent)
  return card
}

/** Slack's library chooses light or dark with a script of its own, which does not run here. */
const theme = root => {
  for (const part of root.querySelectorAll('[data-theme]'))
    part.dataset.theme = dark.matches ? 'dark' : 'light'
}
dark.addEventListener('change', () => {
  for (const { shadowRoot } of document.querySelectorAll('.message')) theme(shadowRoot)
})

const buttons =
  '.button, .selector, .slack_blocks_to_jsx__button_element, .slack_blocks_to_jsx__actions [id="menu"]'

/** The libraries draw buttons and menus that do nothing; the controls tell what each of them asks, in their order. */
function pressable(root, controls, press) {
  const drawn = [...root.querySelectorAll(buttons)]
  if (drawn.length !== controls.length)
    reportError(new Error(`${drawn.length} buttons drawn, ${controls.length} sent`))
  drawn.forEach((element, index) => {
    const { line, url, choices } = controls[index] ?? {}
    if (choices) menu(element, choices, press)
    else if (line) as('button', element).addEventListener('click', () => press(line))
    else if (!element.querySelector('a'))
      Object.assign(as('a', element), { href: url, target: '_blank', rel: 'noreferrer' })
  })
}

/** The same element under another name, so that the browser makes it pressable by mouse, touch and keyboard. */
function as(tag, element) {
  const other = copy(tag)
  for (const { name, value } of element.attributes) if (name !== 'id') other.setAttribute(name, value)
  if (tag === 'button') other.type = 'button'
  else other.removeAttribute('type')
  other.append(...element.childNodes)
  element.replaceWith(other)
  return other
}

function menu(element, choices, press) {
  const box = element.classList.contains('selector') ? element : around(element)
  const opener = as('button', box.querySelector('.selectorInput') ?? box.firstElementChild)
  const list = box.querySelector('.selectorOptionMenu') ?? box.appendChild(copy('div'))
  list.classList.add('choices')
  const open = yes => {
    box.classList.toggle('active', yes)
    opener.setAttribute('aria-expanded', yes)
  }
  open(false)
  opener.addEventListener('click', () => open(!box.classList.contains('active')))
  box.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    open(false)
    opener.focus()
  })
  const drawn = [...list.children]
  choices.forEach(({ label, line }, index) => {
    const choice = drawn[index] ?? list.appendChild(Object.assign(copy('div'), { textContent: label }))
    as('button', choice).addEventListener('click', () => press(line))
  })
}

/** Slack's library draws a menu's choices only once it is open in a running React; its closed form opens ours. */
function around(element) {
  const box = Object.assign(copy('div'), { className: 'menu' })
  element.querySelector('input').remove()
  const arrow = element.querySelector('button')
  as('span', arrow).setAttribute('aria-hidden', 'true')
  element.replaceWith(box)
  element.removeAttribute('tabindex')
  box.append(element)
  return box
}
