import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** Dependencies point inward: main → platforms, reminders, store, commands → knowledge → core. */
const root = fileURLToPath(new URL('..', import.meta.url))

type Import = { from: string; to: string }
type Rule = { folder: string; may: RegExp[]; why: string }

const core = /^src\/core\//
const knowledge = /^src\/knowledge\//
const node = /^node:[a-z0-9/]+$/

const rules: Rule[] = [
  { folder: 'src/core', may: [core, /^zod$/], why: 'core imports zod and nothing else' },
  {
    folder: 'src/knowledge',
    may: [core, knowledge, node, /^(zod|yaml|minisearch|libphonenumber-js|mdast-util-from-markdown)$/],
    why: 'knowledge imports core and the libraries it reads content with',
  },
  {
    folder: 'commands',
    may: [core, knowledge, /^commands\//],
    why: 'commands import core and knowledge only',
  },
  {
    folder: 'src/platforms/discord',
    may: [core, /^src\/platforms\/discord\//, /^(discord\.js|discord-api-types\/v10|undici)$/],
    why: 'a platform imports core and its own SDK',
  },
  {
    folder: 'src/platforms/slack',
    may: [core, /^src\/platforms\/slack\//, /^@slack\//],
    why: 'a platform imports core and its own SDK',
  },
  {
    folder: 'src/platforms/playground',
    may: [
      core,
      /^src\/platforms\/playground\//,
      node,
      /^(react|react-dom|slack-blocks-to-jsx|discord-message-transcript-base)/,
    ],
    why: 'a platform imports core and its own libraries',
  },
  {
    folder: 'src/charts',
    may: [core, /^src\/charts\//, /^@resvg\/resvg-js$/, node],
    why: 'charts import core and what turns a drawing into a picture',
  },
  {
    folder: 'src/store',
    may: [core, /^src\/store\//, node, /^(keyv|zod)$/],
    why: 'the store imports core and its engine',
  },
  {
    folder: 'src/reminders',
    may: [core, /^src\/reminders\//, /^node-cron$/, node],
    why: 'reminders import core and their clock',
  },
]

/** What breaks a rule, in words. */
const offences = (imports: Import[]): string[] =>
  imports.flatMap(({ from, to }) =>
    rules
      .filter(rule => from.startsWith(`${rule.folder}/`) && !rule.may.some(allowed => allowed.test(to)))
      .map(rule => `${from} imports ${to}: ${rule.why}`),
  )

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8')
  const found = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"\n]*(?:\{[^}]*\}[^'"\n]*)?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
  )
  return [...found].map(match => {
    const to = match[1] ?? match[2] ?? match[3]!
    return { from: file, to: to.startsWith('.') ? relative(root, join(root, dirname(file), to)) : to }
  })
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => `${folder}/${name}`)

describe('the house', () => {
  const all = ['src', 'commands'].flatMap(filesIn)

  it('has dependencies that point inward', () => {
    const imports = all.flatMap(importsOf)
    expect(imports.length).toBeGreaterThan(80)
    expect(offences(imports)).toEqual([])
  })

  it.each([
    ['a command imports discord.js', { from: 'commands/film.ts', to: 'discord.js' }],
    ['a command imports a platform', { from: 'commands/film.ts', to: 'src/platforms/discord/render.ts' }],
    ['a platform imports a command', { from: 'src/platforms/slack/platform.ts', to: 'commands/index.ts' }],
    [
      'a platform imports another',
      { from: 'src/platforms/slack/platform.ts', to: 'src/platforms/discord/render.ts' },
    ],
    ['core imports anything but zod', { from: 'src/core/reply.ts', to: 'yaml' }],
    ['charts know content', { from: 'src/charts/svg.ts', to: 'src/knowledge/series.ts' }],
    ['core reads the disk', { from: 'src/core/reply.ts', to: 'node:fs' }],
  ])('would notice when %s', (_, offence) => {
    expect(offences([offence])).toHaveLength(1)
  })

  it('reads the environment in one file only', () => {
    const readers = all.filter(file => /process\.env\b/.test(readFileSync(join(root, file), 'utf8')))
    expect(readers).toEqual(['src/config.ts'])
  })

  it('keeps content free of code', () => {
    const names = readdirSync(join(root, 'content'), { recursive: true, encoding: 'utf8' })
    expect(names.filter(name => /\.(ts|js|mjs|cjs|sh)$/.test(name))).toEqual([])
  })
})
