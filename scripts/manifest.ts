import { assemble } from '../src/assemble.ts'
import { manifest } from '../src/platforms/slack/manifest.ts'
import { report } from '../src/report.ts'

/** `npm run manifest`: prints the Slack app to create at https://api.slack.com/apps → From a manifest. */
const { bot, store } = assemble({ dataDir: ':memory:', check: async () => [], report })
process.stdout.write(`${JSON.stringify(manifest(bot.commands), null, 2)}\n`)
store.close()
