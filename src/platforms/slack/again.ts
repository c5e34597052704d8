import type { Reply } from '../../core/reply.ts'

/**
 * What is made of an answer that is remembered (see core/steady.ts: it is frozen) is made once; of any other, each
 * time. `kind` tells apart what is made of the same answer, and holds no word that anybody typed.
 */
export function again<T extends object>(
  make: (reply: Reply, kind: string) => T,
): (reply: Reply, kind?: string) => T {
  const known = new WeakMap<Reply, Map<string, T>>()
  return (reply, kind = '') => {
    if (!Object.isFrozen(reply)) return make(reply, kind)
    const made = known.get(reply) ?? new Map<string, T>()
    known.set(reply, made)
    const before = made.get(kind) ?? Object.freeze(make(reply, kind))
    made.set(kind, before)
    return before
  }
}
