import type { Whereabouts } from '../src/core/ask.ts'
import { type Commands, command, example, isFolder, spelled, usage } from '../src/core/command.ts'
import { emergencyButton } from '../src/core/emergencyButton.ts'
import { choice } from '../src/core/options.ts'
import type { Draft } from '../src/core/reply.ts'
import { list, paragraph, strong } from '../src/core/text.ts'

/** /help: what can be asked, written from the same descriptions that the commands are read with. */
export const help = (all: Commands, emergencyLine: (where: Whereabouts | undefined) => string) => {
  const commands = all.filter(entry => isFolder(entry) || !entry.hidden)
  const topics = commands.map(({ name, about }) => ({ value: name, label: `/${name}`, also: [about] }))
  return command({
    name: 'help',
    about: 'What you can ask, and how',
    options: { command: choice({ about: 'One command in detail', example: 'support', choices: topics }) },
    who: 'everyone',
    steady: true,
    forgiving: true,
    answer: ask => {
      const line = paragraph(strong(emergencyLine(ask.whereabouts)))
      const chosen = ask.options.command
      const detail = chosen ? inDetail(commands, chosen) : undefined
      if (detail) return { ...detail, text: [...detail.text, line], actions: [emergencyButton] }
      return {
        tone: 'info',
        title: 'What can I ask?',
        text: [
          line,
          listed(commands, 'everyone'),
          paragraph('For moderators:'),
          listed(commands, 'moderators'),
        ],
        actions: [
          emergencyButton,
          { label: 'Where help is', ask: '/support' },
          { label: 'Naloxone', ask: '/naloxone' },
          { label: 'The film', ask: '/film' },
          { label: 'The crisis', ask: '/facts' },
          { label: 'About this bot', ask: '/about' },
        ],
      }
    },
  })
}

const listed = (commands: Commands, who: 'everyone' | 'moderators') =>
  list(...commands.filter(entry => entry.who === who).map(entry => [strong(`/${entry.name} `), entry.about]))

function inDetail(commands: Commands, name: string): Draft | undefined {
  const entry = commands.find(command => command.name === name)
  if (!entry) return undefined
  const shown = spelled([entry]).filter(({ command }) => !command.hidden)
  const usages = shown.map(({ words, command }) => [
    strong(usage(words, command)),
    ` ${command.about}. For example: ${example(words, command)}`,
  ])
  return {
    tone: 'info',
    title: `/${entry.name}`,
    text: [
      paragraph(`${entry.about}.`),
      list(...usages),
      ...(isFolder(entry) ? [] : optionList(entry.options)),
    ],
  }
}

const optionList = (options: Record<string, { about: string }>) => {
  const items = Object.entries(options).map(([name, option]) => [strong(name), `: ${option.about}`])
  return items.length > 0 ? [list(...items)] : []
}
