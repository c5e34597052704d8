import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { everyReply } from '../../scripts/gallery/everyReply.ts'
import { hasBrowser, look } from '../../scripts/gallery/look.ts'
import { writeSheets } from '../../scripts/gallery/write.ts'
import { assemble } from '../../src/assemble.ts'
import { draw } from '../../src/charts/png.ts'
import { everything } from '../platforms/everything.ts'
import { emptyFolder } from '../store/folder.ts'

/** Without a browser these are skipped, which shows; a continuous integration without one is broken. */
const missing = !hasBrowser && !process.env.CI

/** Something wrong, and what is said of it. */
const wrong: [string, string][] = [
  ['is clipped', '<div style="overflow:hidden;width:50px"><div style="width:90px">x</div></div>'],
  ['raw Markdown', '<p>**bold**</p>'],
  ['raw Markdown', '<p>a \\* star</p>'],
  ['a broken mention', '<p>&lt;@123&gt;</p>'],
  ['a broken mention', '<p>&lt;!channel&gt;</p>'],
  ['a picture has no alt text', '<img src="data:image/svg+xml,<svg/>">'],
  ['a chart has no alt text', '<img class="mediaGalleryImg" alt="" src="data:image/svg+xml,<svg/>">'],
  ['a picture is broken', '<img alt="x" src="nothing.png">'],
]
/** A message as a sheet holds it, with that in it. */
const broken = (html: string, at: number): string =>
  `<section><h2>broken ${at}.</h2><article aria-label="Discord"><div class="message"><template shadowrootmode="open"><p>words</p>${html}</template></div></article></section>`

describe.skipIf(missing)('the gallery', { timeout: 90_000 }, () => {
  it('draws answers on both platforms, at both widths, and finds nothing wrong with them', async () => {
    const folder = emptyFolder()
    const { bot, store } = assemble({ dataDir: ':memory:', check: async () => [], report: () => {} })
    const now = Temporal.Instant.from('2026-11-25T12:00:00Z')
    const lines = [
      '/overdose',
      '/support region:US-WV',
      '/film topic:content-notes',
      '/facts topic:west-virginia',
    ]
    const context = { by: { isModerator: () => false }, now, locale: 'en' as const }
    const answered = await everyReply(bot, lines, context, { follow: () => false })
    store.close()
    const pages = await writeSheets(
      folder,
      [...answered, { line: '/everything', reply: everything }],
      now,
      draw,
    )
    expect(await look(folder, pages)).toEqual({ faults: [], pictures: expect.any(Number) })
    const kept = await readdir(folder)
    for (const name of [
      'index.html',
      'overdose-1.html',
      'overdose-1-phone-1.png',
      'overdose-1-desktop-1.png',
    ])
      expect(kept).toContain(name)
  })

  it('would notice what is clipped, raw, broken or without words for who does not see it', async () => {
    const folder = emptyFolder()
    const body = [...wrong.map(([, html], at) => broken(html, at)), '<div style="width:3000px">wide</div>']
    await writeFile(join(folder, 'broken.html'), `<!doctype html><meta charset="utf-8">${body.join('')}`)
    const { faults } = await look(folder, ['broken.html'])
    for (const [at, [words]] of wrong.entries())
      expect(faults.filter(fault => fault.includes(`broken ${at}.`)).join(), words).toContain(words)
    expect(faults.join()).toContain('the page scrolls sideways')
  })
})
