import { chromium } from 'playwright-core'
const [,, file, width, y, h, out] = process.argv
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu'] })
const p = await b.newPage({ viewport: { width: Number(width), height: 900 } })
await p.goto('file:///work/main/gallery/'+file, { waitUntil: 'networkidle' })
await p.screenshot({ path: out, fullPage: true, clip: { x: 0, y: Number(y), width: Number(width), height: Number(h) } })
await b.close()
