import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { registration } from '../../src/platforms/discord/commands.ts'
import { manifest } from '../../src/platforms/slack/manifest.ts'
import { judgeCommands } from '../fakes/discord/commands.ts'
import { schemaViolations } from '../fakes/discord/conformance.ts'
import { asObjects, type Json } from '../fakes/discord/json.ts'
import { Refusal } from '../fakes/discord/refusal.ts'
import { checkManifest } from '../fakes/slack/manifest.ts'

const { bot } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })

/** Every rule that a list of commands does not keep: the fake's, and those of Discord's OpenAPI file. */
function registrationFaults(commands: Json[]): string[] {
  const found = schemaViolations('PUT', '/applications/1/commands', commands) ?? []
  try {
    judgeCommands(commands)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [`${error.message} ${JSON.stringify(error.errors)}`]
  }
  return found.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
const registered = () => structuredClone(registration(bot.commands)) as unknown as Json[]

describe('what is registered with Discord', () => {
  it('is what Discord takes', () => {
    expect(registrationFaults(registered())).toEqual([])
  })

  it.each<[string, (commands: Json[]) => void]>([
    ['a name with a capital', ([first]) => Object.assign(first!, { name: 'Film' })],
    ['no description', ([first]) => Object.assign(first!, { description: '' })],
    ['the same name twice', commands => void commands.push(commands[0]!)],
    [
      '26 choices',
      ([first]) =>
        Object.assign(asObjects(first!.options)[0]!, {
          autocomplete: false,
          choices: Array.from({ length: 26 }, (_, at) => ({ name: `${at}`, value: `${at}` })),
        }),
    ],
  ])('would be refused with %s', (_, breaks) => {
    const commands = registered()
    breaks(commands)
    expect(registrationFaults(commands)).not.toEqual([])
  })
})

describe('the manifest for Slack', () => {
  it.each([
    ['Socket Mode', {}],
    ['a prefix', { prefix: 'heroine' }],
    ['HTTP', { http: 'https://bot.example.org' }],
    ['both', { prefix: 'heroine', http: 'https://bot.example.org' }],
  ])('is what Slack takes with %s', (_, options) => {
    expect(checkManifest(structuredClone(manifest(bot.commands, options)))).toEqual([])
  })

  it('would be refused with a command of Slack’s own', () => {
    const own = {
      name: 'remind',
      about: 'x',
      options: {},
      who: 'everyone',
      answer: () => ({}) as never,
    } as const
    expect(checkManifest(manifest([...bot.commands, own]))).not.toEqual([])
  })
})
