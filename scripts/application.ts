import { REST, Routes } from 'discord.js'
import { readConfig } from '../src/config.ts'
import { OperatorError } from '../src/core/operatorError.ts'
import { loginFault } from '../src/platforms/discord/faults.ts'
import { report } from '../src/report.ts'

/** Does something as the application that DISCORD_TOKEN belongs to; what goes wrong is said in a sentence. */
export async function asApplication(name: string, work: (rest: REST, id: string) => Promise<string>) {
  try {
    const { discord } = readConfig()
    if (!discord)
      throw new OperatorError(
        'DISCORD_TOKEN is missing. Put the bot token into .env (see .env.example), then run this again.',
      )
    const rest = new REST(discord.apiUrl ? { api: discord.apiUrl } : {}).setToken(discord.token)
    const { id } = (await rest.get(Routes.currentApplication())) as { id: string }
    process.stdout.write(`${await work(rest, id)}\n`)
  } catch (error) {
    const known = loginFault(error)
    const words = known instanceof OperatorError ? known.message : 'Discord refused that.'
    if (!(known instanceof OperatorError)) report(name, error)
    process.stderr.write(`${words}\n`)
    process.exitCode = 1
  }
}
