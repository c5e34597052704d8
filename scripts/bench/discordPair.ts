import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startArguments } from '../../test/program.ts'

export const contestants = ['ours', 'bare'] as const
export type Name = (typeof contestants)[number]

/** The value below which such a share of them lies. */
export const at = (all: number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length * share)]!

export const say = (words: string): void => void process.stdout.write(`${words}\n`)

/** PROFILE names a folder for a CPU profile of each of our processes. */
export async function launch(which: Name, url: string, constants = ''): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./discordBot.ts', import.meta.url)), [which, url, constants], {
    execArgv: [
      '--expose-gc',
      // For both.
      ...startArguments.slice(0, -1),
      ...(which === 'ours' && process.env.PROFILE
        ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`]
        : []),
    ],
  })
  await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', code => reject(new Error(`${which} ended with ${code}`)))
  })
  child.removeAllListeners('exit')
  return child
}

export const end = (children: ChildProcess[]) =>
  Promise.all(
    children.map(child => {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.disconnect()
      return ended
    }),
  )
