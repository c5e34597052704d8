import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: { start: string } }

/** What `npm start` gives to Node: its options, and last the program. Relative to the project's folder. */
export const startArguments = scripts.start.split(' ').slice(1)

export type Program = { child: ChildProcess; log(): string }

/** The variables for both small platforms at once, which take these tokens. */
export const onBoth = (folder: string, discord: { url: string }, slack: { url: string }) => ({
  DATA_DIR: folder,
  DISCORD_TOKEN: 'test-token',
  DISCORD_API_URL: discord.url,
  SLACK_BOT_TOKEN: 'xoxb-test',
  SLACK_APP_TOKEN: 'xapp-test',
  SLACK_API_URL: slack.url,
})

/** The whole program, as an operator runs it; resolves when it says that it is ready. */
export function startProgram(env: Record<string, string>): Promise<Program> {
  const program = launchProgram(env)
  const { promise, resolve, reject } = Promise.withResolvers<Program>()
  program.child.stdout?.on('data', words => {
    if (String(words).includes('is ready')) resolve(program)
  })
  program.child.on('exit', code => reject(new Error(`ended with ${code}: ${program.log()}`)))
  return promise
}

/** The same, at the moment it begins. */
export function launchProgram(env: Record<string, string>): Program {
  const child = spawn(process.execPath, startArguments, {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
  })
  let log = ''
  const hear = (words: unknown) => {
    log += words
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return { child, log: () => log }
}

/** Ends it; resolves to its exit code, or nothing where the signal ended it. */
export function endProgram({ child }: Program, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  child.kill(signal)
  return ended
}
