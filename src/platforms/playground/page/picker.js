const usage = document.querySelector('#usage')
const suggestions = document.querySelector('#suggestions')
const make = document.createElement.bind(document)

/**
 * Lists the commands, offers words while somebody types and says how a command is used.
 * @param {object[]} commands
 * @param {HTMLInputElement} line
 * @param {(typed: { line: string }) => void} ask
 * @param {(command?: object) => void} showFields told of the command that is typed
 */
export function openPicker(commands, line, ask, showFields) {
  const explain = command => {
    usage.textContent = command
      ? `${command.usage} · For example ${command.example}`
      : 'Press a command in the list to ask it.'
    showFields(command)
  }
  for (const command of commands) {
    const list = document.querySelector(command.who === 'everyone' ? '#everyone' : '#moderators')
    list.append(entry(command, line, ask, explain))
  }
  // On a phone the list would push the answer out of sight, so it stays closed there.
  document.querySelector('#commands').open = matchMedia('(min-width: 60rem)').matches
  let turn = 0
  line.addEventListener('input', async () => {
    const mine = ++turn
    const offered = await offers(commands, line.value, explain)
    if (mine === turn)
      suggestions.replaceChildren(...offered.map(offer => Object.assign(make('option'), offer)))
  })
}

function entry(command, line, ask, explain) {
  const button = Object.assign(make('button'), { type: 'button' })
  button.append(
    Object.assign(make('strong'), { textContent: `/${command.words}` }),
    Object.assign(make('span'), { textContent: command.about }),
  )
  button.addEventListener('click', () => {
    explain(command)
    if (!command.options.some(option => option.required)) return ask({ line: `/${command.words}` })
    // It needs words that only the asker has: an example to change.
    line.value = command.example
    line.focus()
    line.setSelectionRange(command.words.length + 2, line.value.length)
  })
  const item = make('li')
  item.append(button)
  return item
}

/** The command that a line means; a folder's first word may stand for one of its own. */
function meant(commands, words) {
  const [named] = commands
    .filter(c => words.startsWith(`/${c.words} `) || words === `/${c.words}`)
    .sort((a, b) => b.words.length - a.words.length)
  return (
    named ??
    commands.find(c => words.trimEnd() === `/${c.alone}`) ??
    commands.find(c => words.startsWith(`/${c.otherwise} `) && words.includes(':'))
  )
}

/** Whole lines to choose from: commands first, then the words that fit the option being typed. */
async function offers(commands, typed, explain) {
  const words = typed.replace(/^\/?/, '/')
  const command = meant(commands, words)
  explain(command)
  const [, before, last] = /^(.* )(\S*)$/s.exec(words) ?? []
  if (!command || command.alone || before === undefined)
    return commands
      .filter(c => `/${c.words}`.startsWith(words))
      .map(c => ({ value: `/${c.words} `, label: c.about }))
  const [, named, part] = /^([a-z]+):(.*)$/.exec(last) ?? [undefined, undefined, last]
  const option = command.options.find(o => (named ? o.name === named : !before.includes(` ${o.name}:`)))
  if (!option || option.kind === 'text') return []
  const query = new URLSearchParams({ command: command.words, option: option.name, typed: part })
  const fitting = await fetch(`/suggest?${query}`).then(r => r.json())
  return fitting.map(({ value, label }) => ({ value: `${before}${option.name}:${value}`, label }))
}
