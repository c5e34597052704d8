import type { Draft } from '../../src/core/reply.ts'
import type { Standing, Step } from './frame.ts'
import { language, region, state, timezone } from './where.ts'
import { audience, channel, done, moderators, reminder } from './who.ts'

/** Each step as its reply. */
export const stepReply: Record<Step, (at: Standing) => Draft> = {
  region,
  state,
  language,
  timezone,
  channel,
  moderators,
  public: audience,
  reminder,
  done,
}
