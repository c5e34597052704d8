import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

/** Where Debian puts it. */
const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'
export const hasBrowser = existsSync(executablePath)

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** A small phone's width, and a desktop's. */
const widths = { phone: 375, desktop: 1280 }
/** Of one picture: Chromium draws none that is much higher. */
const mostHeight = 8000

/** Opens pages of a folder at both widths, keeps a picture of each, and says what is wrong on them. */
export async function look(
  folder: string,
  pages: readonly string[],
): Promise<{ faults: string[]; pictures: number }> {
  const script = await readFile(new URL('./page/faults.js', import.meta.url), 'utf8')
  const browser = await chromium.launch({ executablePath, args })
  const faults: string[] = []
  let pictures = 0
  try {
    for (const [device, width] of Object.entries(widths)) {
      const page = await browser.newPage({ viewport: { width, height: 900 } })
      page.on('pageerror', error => faults.push(`${device}: ${error.message}`))
      for (const name of pages) {
        await page.goto(pathToFileURL(join(folder, name)).href, { waitUntil: 'networkidle' })
        await page.locator('.message').first().waitFor()
        await page.evaluate('document.fonts.ready')
        const found: string[] = await page.evaluate(script)
        faults.push(...found.map(fault => `${device}: ${fault}`))
        const height: number = await page.evaluate('document.documentElement.scrollHeight')
        for (let y = 0, part = 1; y < height; y += mostHeight, part++) {
          const clip = { x: 0, y, width, height: Math.min(mostHeight, height - y) }
          const path = join(folder, `${name.replace('.html', '')}-${device}-${part}.png`)
          await page.screenshot({ path, fullPage: true, clip })
          pictures++
        }
      }
      await page.close()
    }
  } finally {
    await browser.close()
  }
  return { faults, pictures }
}
