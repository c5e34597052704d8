import { checkClaims } from '../../src/knowledge/claim.ts'
import type { Material } from './material.ts'
import type { Rule } from './rule.ts'

/** The claims that some entry settles. */
export function settled({ knowledge }: Pick<Material, 'knowledge'>): Set<string> {
  const named = new Set(knowledge.entries.flatMap(entry => entry.claims))
  return new Set(knowledge.claims.map(claim => claim.id).filter(id => named.has(id)))
}

export const coverage: Rule = {
  name: 'claims',
  policy:
    'Every claim in content/claims.yaml is settled by an entry that names it, and the claim names that entry.',
  everything: all => {
    const { claims, entries, entry } = all.knowledge
    const done = settled(all)
    const why = 'people read it elsewhere and ask; each claim has an answer with evidence'
    const file = 'claims.yaml'
    const broken = checkClaims(claims, entries).map(({ why: wrong, field, ...where }) => ({
      ...where,
      wrong: `${field}: ${wrong}`,
      why,
      todo: 'name one that exists',
    }))
    const open = claims
      .filter(({ id }) => !done.has(id))
      .map(claim => ({
        file,
        line: all.line(file, `id: ${claim.id}`),
        wrong: `${claim.id} is settled by no entry`,
        why,
        todo: `add ${claim.id} to \`claims\` of ${claim.entry}, and say there what is right`,
      }))
    const elsewhere = claims
      .filter(({ id, entry: named }) => done.has(id) && entry(named) && !entry(named)!.claims.includes(id))
      .map(claim => ({
        file,
        line: all.line(file, `id: ${claim.id}`),
        wrong: `${claim.id} sends to ${claim.entry}, which does not name it`,
        why,
        todo: `name ${claim.id} in \`claims\` of ${claim.entry}, or send to the entry that does`,
      }))
    return [...broken, ...open, ...elsewhere]
  },
}
