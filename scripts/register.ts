import { REST, Routes } from 'discord.js'
import { assemble } from '../src/assemble.ts'
import { readConfig } from '../src/config.ts'
import { OperatorError } from '../src/core/operatorError.ts'
import { payload } from '../src/platforms/discord/commands.ts'
import { loginFault } from '../src/platforms/discord/faults.ts'
import { report } from '../src/report.ts'

/** `npm run register`: tells Discord which commands there are. Safe to repeat. */
try {
  const { discord } = readConfig()
  if (!discord)
    throw new OperatorError(
      'DISCORD_TOKEN is missing. Put the bot token into .env (see .env.example), then run this again.',
    )
  const { bot } = assemble({ dataDir: ':memory:', check: async () => [], report })
  const rest = new REST(discord.apiUrl ? { api: discord.apiUrl } : {}).setToken(discord.token)
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string }
  const body = payload(bot.commands)
  await rest.put(Routes.applicationCommands(id), { body })
  process.stdout.write(
    `Registered ${body.length} commands: ${body.map(command => `/${command.name}`).join(', ')}.\n`,
  )
} catch (error) {
  const known = loginFault(error)
  const words = known instanceof OperatorError ? known.message : 'Discord did not take the commands.'
  if (!(known instanceof OperatorError)) report('register', error)
  process.stderr.write(`${words}\n`)
  process.exitCode = 1
}
