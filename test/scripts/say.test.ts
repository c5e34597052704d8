import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Variables } from '../../src/config.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function say(args: string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', './src/guard.js', 'scripts/say.ts', ...args], {
    cwd: root,
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', words => {
    said.out += words
  })
  child.stderr.on('data', words => {
    said.err += words
  })
  child.stdin.end(input)
  return new Promise(resolve => child.on('close', code => resolve({ ...said, code })))
}
const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

describe('say', () => {
  it('prints what a member would read and ends with 0', async () => {
    const { code, out } = await say(['/film jan-rader'])
    expect(out).toContain('Who is Jan Rader?')
    expect(out).toContain('Checked 2026-11-22.')
    expect(code).toBe(0)
  })

  it('prints a mistake’s explanation and ends with 1', async () => {
    const { code, out } = await say(['/film dragons'])
    expect(out).toContain('topic is not one of the choices')
    expect(code).toBe(1)
  })

  it('answers JSON lines in order, with the payload of the platform asked for', async () => {
    const input = [
      { line: '/overdose', region: 'GB', platform: 'discord' },
      '/film people',
      { line: '/support region:US-WV', platform: 'slack' },
      { line: '/settings', as: 'member' },
      { line: '/settings', as: 'moderator' },
      { line: '/ask he isnt breathing', region: 'US-OH' },
      { line: 'how long does narcan last', now: '2030-01-01T00:00:00Z' },
    ]
    const { code, out } = await say(['--jsonl'], input.map(one => JSON.stringify(one)).join('\n'))
    const [overdose, film, support, no, yes, emergency, plain] = lines(out)
    expect(code).toBe(0)
    expect(overdose.text).toMatch(/^Call 999 now/)
    expect(overdose.payload).toMatchObject({ flags: 32768 | 64, allowed_mentions: { parse: [] } })
    expect(film).toMatchObject({ line: '/film people', error: expect.any(String) })
    expect(support.payload).toMatchObject({ response_type: 'ephemeral', blocks: expect.any(Array) })
    expect(no.text).toContain('Only moderators')
    expect(yes.text).toContain('Settings of this community')
    expect(emergency).toMatchObject({ triage: 'emergency', text: expect.stringMatching(/^Call 911 now/) })
    expect(plain).toMatchObject({
      triage: 'none',
      entry: 'naloxone/how-long-it-lasts',
      answer: expect.stringContaining('Last checked'),
    })
  })

  it('tells what is wrong with a bad line and goes on', async () => {
    const { out } = await say(
      ['--jsonl'],
      '{"line": 5}\nnot json\n{"line":"/film","now":"soon"}\n{"nothing":1}\n"/about"\n',
    )
    const said = lines(out)
    expect(said).toHaveLength(5)
    expect(said.slice(0, 4).every(one => typeof one.error === 'string')).toBe(true)
    expect(said[4].text).toContain('I am a program')
  })
})

describe('.env.example', () => {
  it('explains every variable that is read, and no other', () => {
    const example = readFileSync(`${root}/.env.example`, 'utf8')
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(match => match[1])
    expect(named.sort()).toEqual(Object.keys(Variables.shape).sort())
    for (const name of named) expect(example).toMatch(new RegExp(`^# .+\\n${name}=`, 'm'))
  })
})
