import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Material, openMaterial } from '../../scripts/content/material.ts'
import { judge, type Rule, spell } from '../../scripts/content/rule.ts'
import { contentFolder } from '../../src/knowledge/knowledge.ts'

type Parts = { title?: string; label?: string; front?: string; body?: string; source?: string }

/** An entry that breaks no rule, but for the parts a test gives. */
export const entry = ({
  title = 'A short title',
  label = 'Short',
  front = '',
  body = 'They help.',
  source = 'https://www.cdc.gov/',
}: Parts = {}): string => `---
title: '${title}'
label: ${label}
asked: [what is it, tell me]
sources: [{ publisher: CDC, url: '${source}' }]
checked: 2026-11-22
check_again: 2027-05-22
${front}---
${body}
`

/** A service that breaks no rule. */
export const service = `- id: us-988
  name: 988 Lifeline
  kind: crisis_line
  region: US
  needs: [talk]
  about: Someone to talk to.
  call: { dial: "988", display: "988" }
  languages: [en]
  hours: always
  cost: free
  for: anyone
  sources: [{ publisher: SAMHSA, url: https://988lifeline.org/ }]
  checked: 2026-11-22
  check_again: 2027-05-21
  confidence: high
`

export const claim = `checked: 2026-11-22
check_again: 2027-11-22
claims:
  - { id: A01, topic: film, read: It runs 40 minutes., verdict: imprecise, right: It runs 39., sure: high,
      entry: film/overview }
`

/** The real table of words, with exceptions of one's own. */
export const words = (exceptions = 'exceptions: []', numbers = 'numbers: []'): string =>
  `${readFileSync(join(contentFolder, 'words.yaml'), 'utf8').split(/^exceptions:/m)[0]}\n${exceptions}\n${numbers}\n`

const good: Record<string, string> = {
  'en/overdose/now.md': entry({ title: 'Call {emergency}.', body: '1. Say where you are.' }),
  'en/film/overview.md': entry({ front: 'claims: [A01]\n' }),
  'en/naloxone/what-it-is.md': entry(),
  'en/crisis/united-states.md': entry(),
  'en/helping/mod-guide.md': entry(),
  'en/helping/talk-now.md': entry(),
  'en/helping/one-step.md': entry(),
  'ask/synonyms.yaml': '[]\n',
  'ask/refuse.yaml': '[]\n',
  'triage/concepts.yaml': '{}\n',
  'ask/ranker.bin': '',
  'triage/model.bin': '',
  'resources/us.yaml': service,
  'regions.yaml': '- { code: US, name: United States }\n- { code: IN, name: India }\n',
  'short-codes.yaml': 'US: ["988"]\n',
  'claims.yaml': claim,
  'do-not-offer.yaml': readFileSync(join(contentFolder, 'do-not-offer.yaml'), 'utf8'),
  'campaigns.yaml': '[]\n',
  'words.yaml': words(),
}

const made: string[] = []
export const clear = (): void => made.splice(0).forEach(root => void rmSync(root, { recursive: true }))

/** A small content folder that breaks no rule, with a few files changed. */
export function material(changes: Record<string, string> = {}): Material {
  const root = mkdtempSync(join(tmpdir(), 'heroine-policy-'))
  made.push(root)
  for (const [file, text] of Object.entries({ ...good, ...changes })) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return openMaterial(root)
}

/** What the rules say of it, as an editor reads it. */
export const verdict = (rules: readonly Rule[], changes: Record<string, string> = {}): string =>
  judge(rules, material(changes)).map(spell).join('\n')

/** What is broken, the rule that refuses it, the files that break it, and what the editor is told. */
export type Broken = [what: string, rule: string, changes: Record<string, string>, told: RegExp]

export const film = 'en/film/overview.md'
/** The sample's claim stays settled. */
export const settles = { front: 'claims: [A01]\n' }
/** An entry with another text. */
export const about = (body: string) => ({ [film]: entry({ ...settles, body }) })
/** The service with other words. */
export const us = (change: string, to: string) => ({ 'resources/us.yaml': service.replace(change, to) })
export const because = 'reason: it is a sample, remove_when: it is not'
