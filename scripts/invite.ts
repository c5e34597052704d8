import { invites, needed, optional } from '../src/platforms/discord/invite.ts'
import { asApplication } from './application.ts'

const reasons = (list: Record<string, string>) =>
  Object.entries(list).map(([name, why]) => `  ${name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')}: ${why}`)

/** `npm run invite`: the links that add the bot, with the least permissions and why each. */
await asApplication('invite', async (_, id) => {
  const { server, serverWithAll, person } = invites(id)
  return [
    'To a server, with the least it needs:',
    `  ${server}`,
    ...reasons(needed),
    '',
    'To a server, with these as well:',
    `  ${serverWithAll}`,
    ...reasons(optional),
    '',
    'For yourself, in every server and in direct messages (switch on "User Install" under Installation first):',
    `  ${person}`,
  ].join('\n')
})
