import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { assemble } from '../src/assemble.ts'
import { OperatorError } from '../src/core/operatorError.ts'
import { manifest } from '../src/platforms/slack/manifest.ts'
import { prefixFault } from '../src/platforms/slack/names.ts'
import { report } from '../src/report.ts'

const howTo = `npm run manifest                        the Slack app as JSON, for Socket Mode
npm run manifest -- --yaml              as YAML
npm run manifest -- --http https://…    for many workspaces over HTTP, at this public address
npm run manifest -- --prefix cares      /cares-film instead of /film, where names clash; set SLACK_PREFIX too`

/** `npm run manifest`: prints the Slack app to create at https://api.slack.com/apps → From a manifest. */
try {
  const { yaml, http, prefix } = optionsIn(process.argv.slice(2))
  const { bot, store } = assemble({ dataDir: ':memory:', check: async () => [], report })
  store.close()
  const fault = prefix === undefined ? undefined : prefixFault(prefix, bot.commands)
  if (fault) throw new OperatorError(`--prefix ${fault}`)
  const made = manifest(bot.commands, { prefix, http: http === undefined ? undefined : origin(http) })
  process.stdout.write(yaml ? stringify(made, { lineWidth: 0 }) : `${JSON.stringify(made, null, 2)}\n`)
} catch (error) {
  if (!(error instanceof OperatorError)) throw error
  process.stderr.write(`${error.message}\n\n${howTo}\n`)
  process.exitCode = 1
}

function optionsIn(args: string[]) {
  const options = { yaml: { type: 'boolean' }, http: { type: 'string' }, prefix: { type: 'string' } } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new OperatorError((error as Error).message)
  }
}

/** Without a slash at its end. Slack takes no other protocol than https (https://docs.slack.dev/apis/events-api). */
function origin(address: string): string {
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:')
    throw new OperatorError(
      '--http must be the public address of the bot, such as https://heroine.example.org',
    )
  const { origin, pathname } = new URL(address)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}
