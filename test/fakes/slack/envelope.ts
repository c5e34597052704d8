import type { Json } from './workspace.ts'

/** https://docs.slack.dev/apis/events-api/using-socket-mode#events */
export interface Envelope {
  envelope_id: string
  type: 'slash_commands' | 'interactive' | 'events_api'
  payload: Json
  accepts_response_payload: boolean
  retry_attempt?: number
  retry_reason?: string
}

/** How an envelope fared. `error` is what Slack tells the user. */
export interface Delivery {
  ack?: Json
  error?: 'dispatch_failed' | 'operation_timeout'
  ms: number
}

export type DisconnectReason = 'refresh_requested' | 'warning' | 'link_disabled' | 'too_many_websockets'
