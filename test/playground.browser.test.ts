import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assemble } from '../src/assemble.ts'
import type { Manner } from '../src/core/platform.ts'
import { render as discord } from '../src/platforms/discord/render.ts'
import { createPlayground } from '../src/platforms/playground/platform.ts'
import { seen as slack } from '../src/platforms/slack/render.ts'
import { runDue } from '../src/reminders/run.ts'

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
  const { bot, store, settings } = assemble({
    dataDir: ':memory:',
    check: async () => [],
    report: (where, error) => faults.push(`${where}: ${error}`),
  })
  let minutes = 0
  const now = () => Temporal.Now.instant().add({ minutes })
  const playground = createPlayground({
    port: 0,
    renderers: { discord, slack },
    clock: {
      now,
      forward: async by => {
        for (let minute = 0; minute < by; minute++) {
          minutes++
          await due()
        }
      },
    },
    connect: 'Fill in DISCORD_TOKEN.',
  })
  const due = runDue({
    reminders: store.reminders,
    answer: bot.answer,
    post: playground.post,
    settings,
    tell: async () => {},
    now,
    report: ({ what }) => faults.push(what),
  })
  const faults: string[] = []
  const requested: string[] = []
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    await playground.start(bot)
    browser = await chromium.launch({ executablePath, args })
    page = await browser.newPage()
    page.setDefaultTimeout(6_000)
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

  const asModerator = () => page.getByLabel('Moderator', { exact: true }).check()
  const form = () => page.locator('#fields')

  it('asks as a member or as a moderator', async () => {
    await ask('/settings')
    await onDiscord().getByText('Only moderators of this community').waitFor()
    await asModerator()
    await page.getByRole('button', { name: '/settings show' }).click()
    await onDiscord().getByText('Settings of this community').waitFor()
  })

  it('knows what a folder means without its second word, while somebody types', async () => {
    const usage = page.locator('#usage')
    await page.getByLabel('Type a command').fill('/settings')
    await expect.poll(() => usage.textContent()).toContain('/settings show')
    await page.getByLabel('Type a command').fill('/settings region:US-W')
    await expect.poll(() => usage.textContent()).toContain('/settings change')
    await expect
      .poll(() => page.locator('#suggestions option').first().getAttribute('value'))
      .toBe('/settings region:US-WA')
  })

  it('has a form with a field of the right kind for each option, and asks what was filled in', async () => {
    await asModerator()
    await page.getByLabel('Type a command').fill('/reminders preview')
    await form().getByText('Fill in a form for /reminders preview').click()
    for (const field of [
      'select[name=every]',
      '[type=time][name=at]',
      '[type=date][name=from]',
      'input[name=mention]',
    ])
      expect(await form().locator(field).count(), field).toBe(1)
    await form().locator('[name=every]').selectOption('day')
    await form().locator('[name=at]').fill('09:00')
    await form().locator('[name=from]').fill('2031-03-01')
    await form().locator('[name=timezone]').fill('America/New_York')
    await form().getByRole('button', { name: 'Ask with these' }).click()
    await onDiscord().getByText('1 March 2031').waitFor()
    await page.getByRole('heading', { name: 'from:2031-03-01 ' }).waitFor()
  })

  it('offers a file to keep, and takes it from a field with its line breaks', async () => {
    await asModerator()
    await ask('/settings export')
    const [kept] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Keep heroine-' }).click(),
    ])
    const text = await new Response(await kept.createReadStream().then(s => s as never)).text()
    expect(JSON.parse(text)).toMatchObject({ heroine: 1, platform: 'local' })
    await page.getByLabel('Type a command').fill('/settings import')
    await form().locator('summary').click()
    const changed = JSON.stringify({ ...JSON.parse(text), settings: { language: 'es' } }, null, 2)
    await form().locator('textarea[name=file]').fill(changed)
    await form().getByRole('button', { name: 'Ask with these' }).click()
    await onDiscord()
      .getByText(/language/i)
      .first()
      .waitFor()
  })

  it('starts a reminder when it is told to, and shows its post by itself, for everyone, when the clock moves', async () => {
    await asModerator()
    await ask('/reminders create run:/film every:day at:09:00 timezone:UTC channel:general')
    await onSlack().getByText('Nothing is posted yet').waitFor()
    await page.getByRole('button', { name: '1 day' }).click()
    await page.getByText('Nothing was posted.').waitFor()
    await onSlack().getByRole('button', { name: 'Save and start' }).click()
    await onSlack().getByText('Reminder saved').waitFor()
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

  it('replaces a post where it stands, takes one away, and says whom it mentions', async () => {
    const reply = await bot.answer('/film', { by: 'clock', now: now(), locale: 'en' })
    const post = (slot: string, title: string, manner?: Manner) =>
      playground.post(
        { community: 'local:playground', channel: 'general' },
        { ...reply, title },
        { reminder: 'wxyz', slot, due: now() },
        manner,
      )
    const previously = (id: string, how: 'replace' | 'delete'): Manner => ({ previous: { id, how } })
    const shown = page.locator('#posts > li')
    const says = (words: string) => shown.locator('.message').getByText(words)
    await post('one', 'First words')
    await says('First words').first().waitFor()
    await post('two', 'Second words', {
      ...previously('wxyz one', 'replace'),
      mention: '@night',
      thread: true,
    })
    await says('Second words').first().waitFor()
    await shown.getByText('mentions @night · opens a thread').waitFor()
    expect(await says('First words').count()).toBe(0)
    await post('three', 'Third words', previously('wxyz one', 'delete'))
    await says('Third words').first().waitFor()
    await expect.poll(() => says('Second words').count()).toBe(0)
    expect(await shown.filter({ hasText: 'Third words' }).count()).toBe(1)
  })

  it.each([1280, 390])('fits a window of %i pixels, light and dark', async width => {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const line of ['/overdose', '/support region:US-WV']) {
        await ask(line)
        await page.evaluate('document.querySelector("#fields").open = true')
        expect(await page.evaluate('document.documentElement.scrollWidth'), line).toBeLessThanOrEqual(width)
      }
    }
  })
})
