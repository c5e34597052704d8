import { ApplicationCommandOptionType as Type } from 'discord.js'
import { expect, it } from 'vitest'
import { command } from '../../src/core/command.ts'
import { channel, date, file, person, role } from '../../src/core/options.ts'
import { payload } from '../../src/platforms/discord/commands.ts'

it('lets people on Discord pick a channel, a role, a person or a file, with what is required first', () => {
  const picks = command({
    name: 'picks',
    about: 'Every kind',
    options: {
      day: date({ about: 'A day' }),
      where: channel({ about: 'A channel' }),
      group: role({ about: 'A role' }),
      who: person({ about: 'A role or a person', required: true }),
      text: file({ about: 'A file', longest: 10, required: true }),
    },
    who: 'everyone',
    answer: () => {
      throw new Error('Nobody asks')
    },
  })
  const [{ options } = {}] = payload([picks])
  expect(options?.map(({ name, type, required }) => [name, type, required])).toEqual([
    ['who', Type.Mentionable, true],
    ['text', Type.Attachment, true],
    ['day', Type.String, false],
    ['where', Type.Channel, false],
    ['group', Type.Role, false],
  ])
})
