import type { Action } from './reply.ts'

/** Stands first wherever a reader may be with somebody who is overdosing. */
export const emergencyButton: Action = { label: 'Emergency', ask: '/overdose', urgent: true }
