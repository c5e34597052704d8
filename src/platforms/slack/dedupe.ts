import type { ReceiverEvent } from '@slack/bolt'

/**
 * What Slack sends again has one effect: the same command or press after a lost acknowledgement, the same event up to
 * an hour later (https://docs.slack.dev/apis/events-api#retries). Told apart by its own id and never by Slack's count
 * of tries, because the first try may have been lost on its way. Both connections of Socket Mode share `firstTime`.
 */
export function isAgain(
  { body }: Pick<ReceiverEvent, 'body'>,
  firstTime: (id: string, nowMs: number) => boolean,
): boolean {
  const id: string | undefined = body.event_id ?? body.trigger_id
  return id !== undefined && !firstTime(id, Date.now())
}
