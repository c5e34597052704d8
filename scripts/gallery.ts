import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { assemble } from '../src/assemble.ts'
import { draw } from '../src/charts/png.ts'
import type { Context } from '../src/core/ask.ts'
import { report } from '../src/report.ts'
import { type Answered, everyReply, readOnlyLines } from './gallery/everyReply.ts'
import { hasBrowser, look } from './gallery/look.ts'
import { isModerators, moderatorLines } from './gallery/moderatorLines.ts'
import { writeSheets } from './gallery/write.ts'

/**
 * `npm run gallery`: every reply of every command as Discord and Slack draw it, side by side, as pages and pictures in
 * gallery/. Opens them in Chromium at phone and desktop width and ends with 1 where something is clipped, raw or
 * broken. `--all` also follows every button, `--only film` keeps to one command.
 */
const { values } = parseArgs({
  options: { all: { type: 'boolean', default: false }, only: { type: 'string' } },
})

const folder = fileURLToPath(new URL('../gallery/', import.meta.url))
const { bot, store } = assemble({ dataDir: ':memory:', check: async () => [], report })
const now = Temporal.Now.instant()
const context = (moderator: boolean): Context => ({
  by: { isModerator: () => moderator, signature: () => 'gallery' },
  now,
  locale: 'en',
  place: { community: 'local:gallery', channel: 'general' },
})
const members = await everyReply(bot, readOnlyLines(bot), context(false), { follow: () => values.all })
const moderators = await everyReply(bot, moderatorLines(bot), context(true), {
  follow: isModerators(bot),
  most: values.all ? 1500 : 150,
})
store.close()

/** Each reply once, though several lines may ask it. */
const distinct = new Map<string, Answered>()
for (const one of [...members, ...moderators]) {
  const { seenBy: _, ...reply } = one.reply
  const key = JSON.stringify(reply)
  if (!distinct.has(key) && (!values.only || one.line.startsWith(`/${values.only}`))) distinct.set(key, one)
}
await rm(folder, { recursive: true, force: true })
const pages = await writeSheets(folder, [...distinct.values()], now, draw)
const say = (words: string): void => void process.stdout.write(`${words}\n`)
say(
  `${distinct.size} replies of ${members.length + moderators.length} lines on ${pages.length} pages: gallery/index.html`,
)
if (hasBrowser) {
  const { faults, pictures } = await look(folder, pages)
  for (const fault of faults) say(fault)
  say(`${pictures} pictures, ${faults.length} faults`)
  if (faults.length > 0) process.exitCode = 1
} else say('Not looked at: there is no Chromium. Set CHROMIUM to where it is.')
