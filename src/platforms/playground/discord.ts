import { renderHTMLFromJSON } from 'discord-message-transcript-base'
import { avatar, type Control, type Rendering } from './rendering.ts'
import { shield, shieldOnly, unshield } from './shield.ts'

/** What is read of a component, whichever it is. */
type Component = {
  type: number
  content?: string
  accent_color?: number
  label?: string
  placeholder?: string
  url?: string
  custom_id?: string
  options?: { label: string; value: string; description?: string }[]
  items?: { media: { url: string }; description?: string }[]
  file?: { url: string }
  components?: Component[]
}

/** Draws a message body as Discord would, from exactly what the adapter sends and the picture that goes beside it. */
export async function drawDiscord(
  payload: object,
  now: Temporal.Instant,
  picture?: string,
): Promise<Rendering> {
  const { components = [] } = payload as { components?: Component[] }
  const page = await document(
    components.map(c => pictured(c, picture)),
    now,
  )
  const message = between(page, '<main>', '</main>')
    .replace('<img src="" class="messageImg">', `<img src="${avatar}" class="messageImg" alt="">`)
    // The library fills these in with a script in the browser, which the page's policy rightly refuses.
    .replace('<h3 class="messageUsername"></h3>', '<span class="messageUsername">Heroine</span>')
    .replace('<div class="badges"></div>', '<div class="badges"><p class="badge">APP</p></div>')
    // Discord's grey buttons are lighter than the library remembers them.
    .replaceAll('background-color: #323538', 'background-color: #4e5058')
    // It gives pictures no words.
    .replace('<img class="mediaGalleryImg"', found => `${found} alt="${alt(components)}"`)
  const icons = between(page, '<svg class="svgDefs">', '</svg>')
  return {
    payload,
    html: `<div class="body"><svg class="svgDefs">${icons}</svg>${unshield(message)}</div>`,
    controls: components.flatMap(controls),
  }
}

/** The library's own style sheet, made to fit a shadow root instead of a whole page. */
export async function discordStyle(): Promise<string> {
  const page = await document([], Temporal.Instant.fromEpochMilliseconds(0))
  return between(page, '<style>', '</style>')
    .replaceAll(':root', ':host')
    .replace('html, body', '.body')
    .replace('\nbody', '\n.body')
}

const document = (components: Component[], now: Temporal.Instant): Promise<string> =>
  renderHTMLFromJSON(
    JSON.stringify({
      options: {
        fileName: 'message',
        includeButtons: true,
        includeComponents: true,
        includeV2Components: true,
        // Year first, so that nobody takes a day for a month.
        localDate: 'sv-SE',
        timeZone: Temporal.Now.timeZoneId(),
        watermark: false,
      },
      authors: [],
      guild: null,
      channel: { id: '1', name: 'playground', img: avatar, parent: null, topic: null },
      mentions: { users: [], roles: [], channels: [] },
      messages: [
        {
          id: '1',
          authorId: '1',
          content: '',
          createdTimestamp: now.epochMilliseconds,
          components: components.map(component),
          attachments: [],
          embeds: [],
          reactions: [],
          mentions: false,
          poll: null,
          references: null,
          system: false,
        },
      ],
    }),
    { selfContained: true },
  )

/** Puts the picture where the message names one, its words where there is none, and the name of a file to keep. */
function pictured(c: Component, picture: string | undefined): Component {
  if (c.file) return { type: 10, content: `📎 ${c.file.url.replace('attachment://', '')}` }
  if (!c.items) return { ...c, components: c.components?.map(inner => pictured(inner, picture)) }
  return picture
    ? { ...c, items: c.items.map(item => ({ ...item, media: { url: picture } })) }
    : { type: 10, content: described(c).join('\n') }
}

const described = (c: Component): string[] =>
  c.items ? c.items.map(item => item.description ?? '') : (c.components ?? []).flatMap(described)

const alt = (components: Component[]): string =>
  components.flatMap(described).join(' ').replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** From Discord's spelling of a component to the library's. */
const component = (c: Component): object => ({
  ...c,
  spoiler: false,
  disabled: false,
  emoji: null,
  url: c.url ?? null,
  hexAccentColor:
    c.accent_color === undefined ? '#4f545c' : `#${c.accent_color.toString(16).padStart(6, '0')}`,
  content: c.content && readable(c.content),
  components: c.components?.map(component),
  items: c.items?.map(item => ({ ...item, spoiler: false })),
  options: c.options?.map(o => ({ ...o, emoji: null, description: o.description ?? null })),
})

const piece =
  /\\([!-/:-@[-`{-~])|\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s()]+)\)|<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<>()[\]\\]+)/g

/** The library knows no backslash, and reads marks inside addresses. Both are shielded from it. */
const readable = (content: string): string =>
  content.replace(
    piece,
    (_, escaped?: string, label?: string, address?: string, bracketed?: string, free?: string) => {
      if (escaped) return shield(escaped)
      if (label && address)
        return `[${label.replace(/\\(.)/g, (_, c) => shield(c)).replaceAll(':', shield)}](${plain(address)})`
      const bare = bracketed ?? free!
      return `[${shield(bare)}](${plain(bare)})`
    },
  )
const plain = (address: string): string => shieldOnly(address, /[*_~|`]/g)

function controls(c: Component): Control[] {
  if (c.type === 2) return [c.url ? { url: c.url } : { line: c.custom_id ?? '' }]
  if (c.type === 3)
    return [{ choices: (c.options ?? []).map(({ label, value }) => ({ label, line: value })) }]
  return (c.components ?? []).flatMap(controls)
}

function between(whole: string, from: string, to: string): string {
  const start = whole.indexOf(from) + from.length
  return whole.slice(start, whole.indexOf(to, start))
}
