import { PermissionFlagsBits } from 'discord-api-types/v10'

type Name = keyof typeof PermissionFlagsBits

/** The least with which everything members use works. Whoever may not be asked for is not. */
export const needed = {
  ViewChannel: 'to see the channels that reminders go to',
  SendMessages: 'to post reminders, and answers that somebody shares',
  AttachFiles: 'for the pictures of charts in posts; without it they are told in words',
} satisfies Partial<Record<Name, string>>

/** Each for one thing that moderators may want. What lacks it says so, and the rest goes on. */
export const optional = {
  SendMessagesInThreads: 'for reminders that go to a thread',
  CreatePublicThreads: 'for the thread under a post, where a reminder asks for one',
  CreateEvents: 'for the server’s own event beside a film night (event:yes)',
} satisfies Partial<Record<Name, string>>

const bits = (...lists: object[]): bigint =>
  lists
    .flatMap(list => Object.keys(list) as Name[])
    .reduce((all, name) => all | PermissionFlagsBits[name], 0n)

const address = (application: string, more: Record<string, string>): string =>
  `https://discord.com/oauth2/authorize?${new URLSearchParams({ client_id: application, ...more })}`

/** Links that add the bot (https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow). */
export const invites = (application: string) => {
  const server = (permissions: bigint) =>
    address(application, {
      scope: 'bot applications.commands',
      permissions: `${permissions}`,
      integration_type: '0',
    })
  return {
    server: server(bits(needed)),
    serverWithAll: server(bits(needed, optional)),
    person: address(application, { scope: 'applications.commands', integration_type: '1' }),
  }
}
