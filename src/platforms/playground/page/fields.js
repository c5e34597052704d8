const section = document.querySelector('#fields')
const form = section.querySelector('form')
const make = (tag, properties) => Object.assign(document.createElement(tag), properties)

/**
 * A form for the command that is being typed, with a field of the right kind for each of its options.
 * @param {(typed: { command: string, values: Record<string, string> }) => void} ask
 * @returns {(command?: object) => void} shows the form of a command; of none where it takes nothing
 */
export function openFields(ask) {
  let shown
  form.addEventListener('submit', event => {
    event.preventDefault()
    const filled = [...new FormData(form)].filter(([, value]) => value !== '')
    ask({ command: shown.words, values: Object.fromEntries(filled) })
  })
  return command => {
    // While somebody fills it in, the same command does not empty it.
    if (command === shown) return
    shown = command
    section.hidden = !command?.options.length
    if (section.hidden) return
    section.querySelector('summary').textContent = `Fill in a form for /${command.words}`
    const press = make('button', { className: 'main', textContent: 'Ask with these' })
    form.replaceChildren(...command.options.map(option => labelled(command, option)), press)
  }
}

function labelled(command, option) {
  const label = make('label')
  const about = make('span', { textContent: option.required ? `${option.about} (needed)` : option.about })
  const field = Object.assign((kinds[option.kind] ?? words)(option), {
    name: option.name,
    required: option.required,
  })
  label.append(make('strong', { textContent: option.name }), about, field)
  if (option.kind === 'zone') label.append(zones(command, option, field))
  return label
}

const input = type => () => make('input', { type })
const words = ({ example, longest }) =>
  make('input', { placeholder: example, autocomplete: 'off', ...(longest && { maxLength: longest }) })
const kinds = {
  choice: ({ choices }) => {
    const list = make('select')
    list.append(make('option'), ...choices.map(c => make('option', { value: c.value, textContent: c.label })))
    return list
  },
  time: input('time'),
  date: input('date'),
  file: ({ longest }) => make('textarea', { rows: 8, spellcheck: false, maxLength: longest }),
}

function zones(command, option, field) {
  const list = make('datalist', { id: `zones-${option.name}` })
  field.setAttribute('list', list.id)
  field.addEventListener('input', async () => {
    const query = new URLSearchParams({ command: command.words, option: option.name, typed: field.value })
    const fitting = await fetch(`/suggest?${query}`).then(r => r.json())
    list.replaceChildren(...fitting.map(c => make('option', { value: c.value, label: c.label })))
  })
  return list
}

/** The line that a filled-in form stands for, to show. What is long or holds line breaks is shortened. */
export const lineFrom = ({ command, values }) =>
  [`/${command}`, ...Object.entries(values).map(([name, value]) => `${name}:${quoted(value)}`)].join(' ')
const quoted = value => (/[\n"]|.{200}/s.test(value) ? '…' : /\s/.test(value) ? `"${value}"` : value)
