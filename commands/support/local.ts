import type { LocalResource } from '../../src/core/localResource.ts'
import type { Draft } from '../../src/core/reply.ts'
import { localContact } from '../../src/knowledge/local.ts'

/** The community's own resources above the checked services, each marked as theirs. */
export const withLocal = (reply: Draft, own: readonly LocalResource[], today: string): Draft =>
  own.length === 0
    ? reply
    : {
        ...reply,
        parts: [{ contacts: own.map(resource => localContact(resource, today)) }, ...(reply.parts ?? [])],
      }
