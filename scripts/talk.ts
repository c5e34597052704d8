import { createInterface } from 'node:readline'
import { render } from '../src/platforms/terminal.ts'
import { speaker } from './speaker.ts'

/** `npm run talk`: ask the bot on this terminal, as a moderator. Nothing is kept. */
const { say, close } = speaker(':memory:')
const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' })
process.stdout.write('Type a command, such as /film or /overdose; /help lists them. An empty line ends.\n\n')
terminal.prompt()
for await (const line of terminal) {
  if (!line.trim()) break
  const { reply } = await say({ line, as: 'moderator' })
  process.stdout.write(`\n${render(reply!)}\n`)
  terminal.prompt()
}
terminal.close()
close()
