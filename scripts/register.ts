import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { assemble } from '../src/assemble.ts'
import { Names } from '../src/core/names.ts'
import { registration } from '../src/platforms/discord/commands.ts'
import { register } from '../src/platforms/discord/register.ts'
import { report } from '../src/report.ts'
import { asApplication } from './application.ts'

/**
 * `npm run register`: tells Discord which commands there are, everywhere or with `-- --guild <id>` in one server for
 * development. Prints what changes, and sends nothing where nothing does. Safe to repeat.
 */
const { guild } = parseArgs({ options: { guild: { type: 'string' } } }).values
const file = new URL('../content/names.yaml', import.meta.url)

await asApplication('register', async (rest, application) => {
  const names = existsSync(file) ? Names.parse(parse(readFileSync(file, 'utf8'))) : {}
  const { bot, store } = assemble({ dataDir: ':memory:', check: async () => [], report })
  store.close()
  const body = registration(bot.commands, names)
  const changes = await register(rest, { application, guild }, body)
  const where = guild ? `in the server ${guild}` : 'everywhere'
  return changes.length > 0
    ? [...changes, `Registered ${body.length} commands ${where}.`].join('\n')
    : `Discord has all ${body.length} commands ${where} already. Nothing was sent.`
})
