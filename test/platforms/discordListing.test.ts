import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { needed, optional } from '../../src/platforms/discord/invite.ts'

const listing = readFileSync(new URL('../../docs/discord-listing.md', import.meta.url), 'utf8')
/** The quoted text under a heading, on one line. */
const quoted = (heading: string): string =>
  listing
    .slice(listing.indexOf(`${heading} (`))
    .split('\n\n')[1]!
    .replace(/^> /gm, '')
    .replaceAll('\n', ' ')

it('what is listed on Discord fits into its fields', () => {
  expect(quoted('Summary')).toContain('/overdose')
  expect([...quoted('Summary')].length).toBeLessThanOrEqual(200)
  expect(quoted('Description')).toContain('emergency')
  expect([...quoted('Description')].length).toBeLessThanOrEqual(400)
  const tags = /^Tags[^`]*(.*)$/m.exec(listing)?.[1]?.match(/`[^`]+`/g) ?? []
  expect(tags.length).toBeGreaterThan(0)
  expect(tags.length).toBeLessThanOrEqual(5)
  // https://docs.discord.com/developers/resources/application: tags of at most 20 characters.
  for (const tag of tags) expect(tag.length - 2).toBeLessThanOrEqual(20)
})

it('each permission that the invitation asks for has its reason in the docs', () => {
  for (const name of [...Object.keys(needed), ...Object.keys(optional)])
    expect(listing).toContain(`*${name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')}*`)
})
