import type { FilesCompleteUploadExternalResponse, WebClient } from '@slack/web-api'
import type { Draw } from '../../core/chart.ts'
import type { Reply } from '../../core/reply.ts'
import { within } from '../../core/within.ts'

/** Nobody waits for a post as for an answer; the channel should still get it in its minute. */
const patience = 15_000

/**
 * Puts the picture of a reply's chart on Slack and says its file's id. It belongs to no channel until the message that
 * shows it is posted (https://docs.slack.dev/messaging/working-with-files#uploading_files).
 */
export async function upload(client: WebClient, draw: Draw, { parts }: Reply): Promise<string | undefined> {
  const chart = parts.flatMap(part => ('chart' in part ? [part.chart] : []))[0]
  if (!chart) return undefined
  const sent = await within(patience, async () =>
    client.files.uploadV2({
      file: Buffer.from(await draw(chart)),
      filename: `${chart.series}.png`,
      title: chart.title,
      alt_text: chart.alt,
    }),
  )
  const [uploaded] = (sent as unknown as { files: FilesCompleteUploadExternalResponse[] }).files
  return uploaded?.files?.[0]?.id
}

/**
 * Slack looks into a new file before a message may show it, which takes a moment, and refuses the message until then
 * (https://github.com/slackapi/slack-github-action/issues/413).
 */
export const waits = [0, 700, 2000]
