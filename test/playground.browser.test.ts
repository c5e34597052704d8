import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assemble } from '../src/assemble.ts'
import { render as discord } from '../src/platforms/discord/render.ts'
import { createPlayground } from '../src/platforms/playground/platform.ts'
import { seen as slack } from '../src/platforms/slack/render.ts'

/** Without a browser these are skipped, which shows; a continuous integration without one is broken. */
const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'
const missing = !existsSync(executablePath) && !process.env.CI

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

describe.skipIf(missing)('the playground in a browser', { timeout: 30_000 }, () => {
  const { bot, store } = assemble({
    dataDir: ':memory:',
    check: async () => [],
    report: (where, error) => faults.push(`${where}: ${error}`),
  })
  let minutes = 0
  const now = () => Temporal.Now.instant().add({ minutes })
  const place = { community: 'local:playground', channel: 'general' } as const
  const playground = createPlayground({
    port: 0,
    renderers: { discord, slack },
    clock: {
      now,
      forward: async by => {
        minutes += by
        const reply = await bot.answer('/film', { by: 'clock', now: now(), locale: 'en', place })
        await playground.post(place, reply, { reminder: 'abcd', slot: 'one', due: now() })
      },
    },
    connect: 'Fill in DISCORD_TOKEN.',
  })
  const faults: string[] = []
  const requested: string[] = []
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    await playground.start(bot)
    browser = await chromium.launch({ executablePath, args })
    page = await browser.newPage()
    page.on('console', message => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', error => faults.push(error.message))
    page.on('request', request => requested.push(request.url()))
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await playground.stop()
    store.close()
    expect(faults).toEqual([])
    expect(requested.length).toBeGreaterThan(10)
    expect(requested.filter(url => !url.startsWith(playground.url) && !url.startsWith('data:'))).toEqual([])
  })
  beforeEach(async () => {
    await page.goto(playground.url)
    await page.getByRole('heading', { name: 'Answer to /help' }).waitFor()
  })

  const answerOn = (name: string) => page.locator('#renderings').getByRole('article', { name })
  const onDiscord = () => answerOn('Discord').locator('.message')
  const onSlack = () => answerOn('Slack').locator('.message')
  const ask = async (line: string) => {
    await page.getByLabel('Type a command').fill(line)
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    await page.getByRole('heading', { name: `Answer to ${line}`, exact: true }).waitFor()
  }

  it('shows an answer as members see it, privately, on both platforms', async () => {
    await ask('/film')
    const { title } = await bot.answer('/film', { by: 'clock', now: now(), locale: 'en' })
    await onDiscord().getByRole('heading', { name: title }).waitFor()
    await onSlack().getByRole('heading', { name: title }).waitFor()
    await onDiscord().getByText('Only you can see this').waitFor()
    await onSlack().getByText('Only visible to you').waitFor()
    await answerOn('Discord').getByText('What is sent').click()
    await answerOn('Discord').getByText('"allowed_mentions"').waitFor()
  })

  it('shows the emergency card with its number on both', async () => {
    await ask('/overdose')
    for (const rendering of [onDiscord(), onSlack()]) {
      await rendering.getByText('911').first().waitFor()
      await rendering.getByText('Source: ').first().waitFor()
    }
  })

  it('shows what a mistyped command gets', async () => {
    await ask('/nonsense')
    await onDiscord().getByText('I do not know that command').waitFor()
    await onSlack().getByText('I do not know that command').waitFor()
  })

  it('asks what a button in a rendering asks, and moves there', async () => {
    await onDiscord().getByRole('button', { name: 'Emergency' }).click()
    const heading = page.getByRole('heading', { name: 'Answer to /overdose' })
    await heading.waitFor()
    await expect.poll(() => heading.evaluate('document.activeElement?.id')).toBe('asked')
    await ask('/help')
    await onSlack().getByRole('button', { name: 'The film' }).click()
    await page.getByRole('heading', { name: 'Answer to /film' }).waitFor()
  })

  it('asks what is chosen from a menu', async () => {
    // A language that hints at no country, so that /support asks for one.
    await page.getByLabel('Language of their app').selectOption('es-419')
    for (const rendering of [onDiscord, onSlack]) {
      await ask('/support')
      await rendering().locator('[aria-expanded]').click()
      await rendering().getByRole('button', { name: 'Canada', exact: true }).click()
      await page.getByRole('heading', { name: 'Answer to /support region:CA' }).waitFor()
    }
  })

  it('needs no mouse', async () => {
    const { keyboard } = page
    await page.getByLabel('Type a command').focus()
    await keyboard.press('ControlOrMeta+A')
    await keyboard.type('/overdose')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Answer to /overdose' }).waitFor()
    expect(await page.getByRole('status').first().textContent()).toContain('911')
    const focused = 'document.activeElement.shadowRoot?.activeElement?.textContent.trim()'
    const wanted = (await onDiscord().getByRole('button').first().textContent())?.trim()
    for (let steps = 0; steps < 60 && (await page.evaluate(focused)) !== wanted; steps++)
      await keyboard.press('Tab')
    await keyboard.press('Enter')
    await page.locator('#asked', { hasNotText: /overdose$/ }).waitFor()
    // No trap: the end of the page is reached, too.
    const atClock = 'document.activeElement.dataset.minutes === "10080"'
    for (let steps = 0; steps < 90 && !(await page.evaluate(atClock)); steps++) await keyboard.press('Tab')
    expect(await page.evaluate(atClock)).toBe(true)
  })

  it('asks as a member or as a moderator', async () => {
    await ask('/settings')
    await onDiscord().getByText('Only moderators of this community').waitFor()
    await page.getByLabel('Moderator', { exact: true }).check()
    await page.getByRole('button', { name: '/settings' }).click()
    await onDiscord().getByText('Settings of this community').waitFor()
  })

  it('shows a scheduled post by itself, for everyone, when the clock moves', async () => {
    await page.getByRole('button', { name: '1 day' }).click()
    const post = page.locator('#posts > li')
    await post.getByRole('article', { name: 'Slack' }).waitFor()
    await post.getByText('In #general').waitFor()
    await page.getByText('Moved 1 day forward. 1 post.').waitFor()
    expect(await post.count()).toBe(1)
    expect(await post.getByText('Only you can see this').count()).toBe(0)
    await page.reload()
    await post.getByRole('article', { name: 'Discord' }).waitFor()
  })

  it.each([1280, 390])('fits a window of %i pixels, light and dark', async width => {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const line of ['/overdose', '/support region:US-WV']) {
        await ask(line)
        expect(await page.evaluate('document.documentElement.scrollWidth'), line).toBeLessThanOrEqual(width)
      }
    }
  })
})
