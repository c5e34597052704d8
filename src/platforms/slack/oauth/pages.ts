import type { Callbacks } from './types.ts'

/** Nothing is loaded from anywhere, and no other page may frame these. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

const escaped = (words: string): string => words.replace(/[&<>"']/g, mark => `&#${mark.charCodeAt(0)};`)

const page = (title: string, ...body: string[]): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#1d1c1d}
a.button{display:inline-block;padding:.7rem 1.2rem;border-radius:.4rem;background:#0e7c86;color:#fff;text-decoration:none}</style>
<h1>${title}</h1>
${body.join('\n')}
</html>`

/** `/slack/install` */
export const installPage = (url: string): string =>
  page(
    'Heroine for Slack',
    '<p>A bot around the documentary <em>Heroin(e)</em> and the opioid crisis: what to do in an overdose, where help is, and facts with their sources.</p>',
    '<p>It answers commands privately and reads no messages. A workspace belongs to an employer: what people type in it may be visible there. Say so when you introduce it.</p>',
    `<p><a class="button" href="${escaped(url)}">Add to Slack</a></p>`,
  )

/** What the person sees who comes back from Slack. Never what went wrong in detail: it can hold a code. */
export const callbacks = (report: (where: string, error: unknown) => void): Callbacks => ({
  success: ({ team, enterprise }, _options, _request, response) => {
    const where = team?.name ?? enterprise?.name
    response.writeHead(200, headers)
    response.end(
      page(
        'Heroine is installed',
        `<p>It is in ${where ? escaped(where) : 'your workspace'} now. You can close this page.</p>`,
        '<p>In Slack, type <code>/setup</code>: it takes two minutes. Until then members get a short list of emergency numbers.</p>',
      ),
    )
  },
  failure: (error, _options, _request, response) => {
    const { code } = error as { code?: string }
    const theirs = code !== undefined && known.has(code)
    if (!theirs) report('slack install', error)
    response.writeHead(theirs ? 400 : 500, headers)
    response.end(
      page(
        'Nothing was installed',
        theirs
          ? '<p>The installation was cancelled, took longer than ten minutes, or was begun in another browser.</p>'
          : '<p>Something went wrong between Slack and this server. Whoever runs it can see where in its log.</p>',
        '<p><a class="button" href="/slack/install">Start again</a></p>',
      ),
    )
  },
})

/** Errors of @slack/oauth that say how somebody came here, and nothing about us. */
const known = new Set([
  'slack_oauth_invalid_state',
  'slack_oauth_missing_state',
  'slack_oauth_missing_code',
  'slack_oauth_installer_authorization_error',
])
