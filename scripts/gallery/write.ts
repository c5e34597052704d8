import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Draw } from '../../src/core/chart.ts'
import { assets } from '../../src/platforms/playground/assets.ts'
import type { Answered } from './everyReply.ts'
import { sheet } from './sheet.ts'

const perSheet = 20

/** Writes the contact sheets and what they need into a folder. Returns their names. */
export async function writeSheets(
  folder: string,
  answered: readonly Answered[],
  now: Temporal.Instant,
  draw: Draw,
): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  for (const name of ['discord.css', 'slack.css'])
    await writeFile(join(folder, name), (await assets[`/${name}`]!()).content)
  await copyFile(new URL('./page/sheet.css', import.meta.url), join(folder, 'sheet.css'))
  const names: string[] = []
  for (const [command, replies] of Object.entries(
    Object.groupBy(answered, ({ line }) => /^\/([a-z-]+)/.exec(line)?.[1] ?? 'other'),
  ))
    for (let from = 0; from < replies!.length; from += perSheet) {
      const name = `${command}-${from / perSheet + 1}.html`
      await writeFile(join(folder, name), await sheet(name, replies!.slice(from, from + perSheet), now, draw))
      names.push(name)
    }
  const links = names.map(name => `<li><a href="${name}">${name}</a></li>`).join('')
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><ul>${links}</ul>`,
  )
  return names
}
