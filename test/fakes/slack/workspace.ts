import type { HeldFile } from './files.ts'
import type { CheckedMessage } from './message.ts'
import type { Oauth, OauthOptions } from './oauth.ts'
import type { View } from './views.ts'

export type Json = Record<string, unknown>

export interface Channel {
  id: string
  name: string
  /** Whether the bot was invited. Slack's `is_member`. */
  member: boolean
  archived?: boolean
  private?: boolean
}

export interface User {
  id: string
  name?: string
  is_admin?: boolean
  is_owner?: boolean
  tz?: string
  locale?: string
}

export interface FakeSlackOptions {
  botToken: string
  appToken: string
  team?: { id: string; name: string }
  channels?: (Partial<Channel> & { id: string })[]
  /** Known people. With none given, every `U…`/`W…` id exists; ids in `admins` are workspace admins. */
  users?: User[]
  admins?: string[]
  /** User groups: who is in each, by its id. A paid plan has them. */
  usergroups?: { id: string; handle: string; users: string[] }[]
  /** How long Slack waits for an acknowledgement: https://docs.slack.dev/interactivity/implementing-slash-commands */
  deadlineMs?: number
  /** Scopes of the bot token; a method that needs another answers `missing_scope`. */
  scopes?: string[]
  /** Scopes of the app-level token. */
  appScopes?: string[]
  port?: number
  /** For apps that are installed in many workspaces. */
  oauth?: OauthOptions
  /** The clock `response_url` and `trigger_id` lifetimes are measured by. */
  now?: () => number
}

/** Anything Slack would not have done: a Web API error, a late or second ack, a spent response_url. */
export interface Refusal {
  method: string
  error: string
  detail: string
}

/** A message as Slack keeps it. */
export interface Post extends CheckedMessage {
  ts: string
  channel: string
  thread_ts?: string
  /** For chat.postEphemeral: who it was for, and whether they saw it. */
  user?: string
  shown: boolean
}

/** One-shot failures of a Web API method, or of `response_url`. */
export type Fault =
  | { error: string }
  | { status: number; body?: string }
  | { hang: true }
  | { ratelimited: number }
  /** The request takes effect and the connection dies before the answer. */
  | { acceptThenDrop: true }
  | { delayMs: number }

const everyScope = [
  'commands',
  'chat:write',
  'users:read',
  'usergroups:read',
  'channels:read',
  'groups:read',
  'channels:join',
  'files:write',
]

export type Workspace = ReturnType<typeof createWorkspace>

/** The state behind the fake: who exists, what was said, what was refused. */
export function createWorkspace(options: FakeSlackOptions) {
  const channels = (options.channels ?? [{ id: 'C1', name: 'general' }]).map(
    (channel): Channel => ({ name: channel.id.toLowerCase(), member: true, ...channel }),
  )
  let stamps = 0
  return {
    botToken: options.botToken,
    appToken: options.appToken,
    appId: 'A0FAKE',
    botUserId: 'U0BOT',
    botId: 'B0BOT',
    team: options.team ?? { id: 'T1', name: 'Fake Workspace' },
    scopes: options.scopes ?? everyScope,
    appScopes: options.appScopes ?? ['connections:write'],
    deadlineMs: options.deadlineMs ?? 3000,
    now: options.now ?? Date.now,
    channels: new Map(channels.map(channel => [channel.id, channel])),
    users: options.users ?? [],
    usergroups: options.usergroups ?? [],
    /** Set once the tokens stop working: the error every call answers. */
    authError: undefined as string | undefined,
    /** Where apps.connections.open sends the bot; the server sets it once it listens. */
    newConnectionUrl: (): string => '',
    posts: [] as Post[],
    ephemerals: [] as Post[],
    views: [] as View[],
    files: new Map<string, HeldFile>(),
    /** Where the bytes of a file are sent; the server sets it once it listens. */
    uploadUrl: (_id: string): string => '',
    refusals: [] as Refusal[],
    calls: {} as Record<string, Json[]>,
    tokens: {} as Record<string, string[]>,
    oauth: undefined as Oauth | undefined,
    /** The organization for which the app is installed, where it is for all of one. */
    org: undefined as { id: string; name: string } | undefined,
    faults: [] as { method: string; fault: Fault }[],
    /** When each trigger_id was handed out; absent once exchanged. */
    triggers: new Map<string, number>(),

    refuse(method: string, error: string, detail = ''): void {
      this.refusals.push({ method, error, detail })
    },
    takeFault(method: string): Fault | undefined {
      const at = this.faults.findIndex(entry => entry.method === method)
      return at < 0 ? undefined : this.faults.splice(at, 1)[0]?.fault
    },
    /** A message timestamp: unique within the workspace, as `ts` is within a channel. */
    stamp(): string {
      stamps += 1
      return `${Math.floor(this.now() / 1000)}.${String(stamps).padStart(6, '0')}`
    },
    trigger(): string {
      const id = `${this.stamp()}.${crypto.randomUUID().replaceAll('-', '')}`
      this.triggers.set(id, this.now())
      return id
    },
    user(id: string): Required<User> | undefined {
      const known = options.users?.find(user => user.id === id)
      const admin = options.admins?.includes(id) ?? false
      if (!known && !admin && (options.users || !/^[UW][A-Z0-9]*$/.test(id))) return undefined
      const defaults = { name: id.toLowerCase(), is_owner: false, tz: 'America/New_York', locale: 'en-US' }
      return { ...defaults, is_admin: admin, ...known, id }
    },
  }
}
