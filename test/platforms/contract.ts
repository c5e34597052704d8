import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Assembled, assemble } from '../../src/assemble.ts'
import type { Bot, ChatPlatform } from '../../src/core/platform.ts'
import { Reply } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'

/** What a person sees of one answer, on whichever platform. */
export type Heard = {
  text: string
  isPrivate: boolean
  /** Lines behind buttons and menu choices, in order. */
  lines: string[]
  /** Addresses behind links and buttons. */
  pings: string[]
  /** How many messages they got. */
  messages: number
}
export type Who = 'member' | 'moderator'

/** One platform with its SDK, connected to a fake server. */
export type Rig = {
  platform: ChatPlatform
  community: `${'discord' | 'slack'}:${string}`
  channel: string
  /** A channel in which the bot may not write. */
  closedChannel: string
  type(line: string, who?: Who): Promise<Heard>
  press(line: string, who?: Who): Promise<Heard>
  choose(line: string, who?: Who): Promise<Heard>
  /** Text of the messages the bot wrote to the member directly. */
  directMessages(): string[]
  /** The member's settings refuse the next one. */
  refuseDirectMessages(): void
  posts(): { text: string; pings: string[] }[]
  /** Every request the platform refused. */
  refusals(): readonly unknown[]
  /** Delivers the last command once more, as the platform does after a reconnect. */
  remove(): Promise<void>
  stop(): Promise<void>
}

export const report = (reported: string[]) => (where: string, error?: unknown) =>
  void reported.push(`${where}: ${(error as Error | undefined)?.message}`)

/** What every platform must do, whoever's SDK is behind it. */
export function platformContract(name: string, connect: (bot: Bot, reported: string[]) => Promise<Rig>) {
  describe(`${name}, as a member and a moderator meet it`, () => {
    const reported: string[] = []
    let assembled: Assembled
    let rig: Rig
    beforeAll(async () => {
      assembled = assemble({
        dataDir: ':memory:',
        check: async place => rig.platform.check(place),
        report: report(reported),
      })
      rig = await connect(assembled.bot, reported)
    })
    afterAll(async () => {
      await rig?.stop()
      assembled.store.close()
      expect(reported).toEqual([])
    })

    it('answers /film with what it is, its sources and the day they were checked', async () => {
      const heard = await rig.type('/film')
      expect(heard.text).toContain('39 minutes')
      expect(heard.text).toContain('WV MetroNews')
      expect(heard.text).toContain('2026-11-22')
    })

    it('shows only the asker what they asked, whatever it was', async () => {
      for (const line of [
        '/film',
        '/overdose',
        '/support region:US-WV',
        '/ask what is naloxone',
        '/help',
        '/film dragons',
      ])
        expect(await rig.type(line), line).toMatchObject({ isPrivate: true, messages: 1, pings: [] })
    })

    it('says the emergency number before anything else, whatever is typed after /overdose', async () => {
      for (const line of [
        '/overdose',
        '/overdose he is not breathing!!',
        '/overdose region:US-WV',
        '/overdose region:Narnia',
      ])
        expect((await rig.type(line)).text.slice(0, 200), line).toContain('911')
    })

    it('points to help in a region, with a second way', async () => {
      const heard = await rig.type('/support region:US-WV')
      expect(heard.text).toContain('988')
      expect(heard.text).toContain('911')
      expect(heard.lines).toContain('/overdose')
    })

    it('answers a button as if its line had been typed, privately', async () => {
      await rig.type('/overdose')
      const heard = await rig.press('/overdose what-not-to-do')
      expect(heard).toMatchObject({ isPrivate: true, messages: 1 })
      expect(heard.text).toContain('Happening now?')
    })

    it('answers a menu choice as if its line had been typed, privately', async () => {
      await rig.type('/support region:US-WV')
      const heard = await rig.choose('/support region:US-WV need:treatment')
      expect(heard).toMatchObject({ isPrivate: true, messages: 1 })
      expect(heard.text).toContain('treatment')
    })

    it('sends the card to the direct messages of whoever presses for it, and tells only them', async () => {
      await rig.type('/overdose')
      const before = rig.directMessages().length
      const heard = await rig.press('dm /overdose')
      expect(heard).toMatchObject({ isPrivate: true, messages: 1 })
      expect(heard.text).toContain('Sent to your direct messages')
      expect(rig.directMessages().slice(before)).toEqual([expect.stringContaining('911')])
    })

    it('shows the card again where it may not write directly', async () => {
      await rig.type('/overdose')
      rig.refuseDirectMessages()
      const heard = await rig.press('dm /overdose')
      expect(heard).toMatchObject({ isPrivate: true, messages: 1 })
      expect(heard.text).toContain('911')
      expect(heard.text).toContain('may not write to you directly')
    })

    it('tells a member kindly that a moderators’ command is not theirs', async () => {
      const heard = await rig.type('/settings region:GB', 'member')
      expect(heard).toMatchObject({ isPrivate: true })
      expect(heard.text).toContain('moderators')
    })

    it('lets a moderator set the region, and shows its number from then on', async () => {
      expect((await rig.type('/settings region:GB', 'moderator')).text).toContain('999')
      expect((await rig.type('/overdose', 'member')).text).toContain('Call 999 now')
      await rig.type('/settings region:US-WV', 'moderator')
      expect((await rig.type('/overdose', 'member')).text).toContain('Call 911 now')
    })

    it('makes a reminder that starts only when a moderator says so, shows it and deletes it', async () => {
      const made = await rig.type(
        `/reminders create run:"/support region:US-WV" on:monday at:09:00 timezone:America/New_York channel:${rig.channel}`,
        'moderator',
      )
      expect(made.text).toContain('every Monday at 09:00')
      const start = made.lines.find(line => line.startsWith('/reminders resume'))!
      const listed = await rig.type('/reminders list', 'moderator')
      expect(listed.text).toContain('not started yet')
      const show = listed.lines.find(line => line.startsWith('/reminders show'))!
      expect((await rig.choose(show, 'moderator')).text).toContain('not started yet')
      await rig.type('/reminders list', 'moderator')
      expect((await rig.choose(show, 'member')).text).toContain('Only moderators')
      expect((await rig.press(start, 'member')).text).toContain('Only moderators')
      expect((await rig.press(start, 'moderator')).text).not.toContain('not started yet')
      expect((await rig.type('/reminders list', 'moderator')).text).not.toContain('not started yet')
      await rig.type('/reminders list', 'moderator')
      const shown = await rig.choose(show, 'moderator')
      const remove = shown.lines.find(line => line.startsWith('/reminders delete'))!
      expect((await rig.press(remove, 'moderator')).text).toContain('deleted')
      expect((await rig.type('/reminders list', 'moderator')).text).toContain('No reminders yet')
    })

    it('says before saving what would stop a reminder', async () => {
      const refused = await rig.type(
        `/reminders create run:/film on:day at:09:00 timezone:UTC channel:${rig.closedChannel}`,
        'moderator',
      )
      expect(refused.text).toContain('cannot post there')
      expect((await rig.type('/reminders list', 'moderator')).text).toContain('No reminders yet')
    })

    it('posts for everyone, once, and pings nobody', async () => {
      const context = {
        by: 'clock',
        now: Temporal.Now.instant(),
        locale: 'en',
        place: { community: rig.community, channel: rig.channel },
      } as const
      const reply = await assembled.bot.answer('/support region:US-WV', context)
      const occurrence = { reminder: 'a1b2c3d4', slot: '2026-11-23T09:00', due: Temporal.Now.instant() }
      const before = rig.posts().length
      expect(await rig.platform.post(context.place, reply, occurrence)).toEqual({
        result: 'posted',
        message: expect.any(String),
      })
      expect(rig.posts()).toHaveLength(before + 1)
      expect(rig.posts().at(-1)).toMatchObject({ pings: [] })
    })

    it('cannot be made to ping by what a reply holds', async () => {
      const hostile =
        '@everyone @here <@123> <@&456> <!channel> <!here> <@U0ADMIN> <#C1> *4141* [x](https://evil.example) `a` ~b~ & < >'
      const reply = Reply.parse({
        tone: 'notice',
        title: hostile,
        text: [paragraph(hostile)],
        seenBy: 'everyone',
      })
      const occurrence = { reminder: 'b1b2c3d4', slot: '2026-11-24T09:00', due: Temporal.Now.instant() }
      await rig.platform.post({ community: rig.community, channel: rig.channel }, reply, occurrence)
      expect(rig.posts().at(-1)?.pings).toEqual([])
    })

    it('names what is missing where it cannot post', async () => {
      const place = { community: rig.community, channel: rig.closedChannel }
      const reply = Reply.parse({ tone: 'info', title: 'x', text: [], seenBy: 'everyone' })
      const occurrence = { reminder: 'c1b2c3d4', slot: '2026-11-24T09:00', due: Temporal.Now.instant() }
      const before = rig.refusals().length
      expect(await rig.platform.post(place, reply, occurrence)).toMatchObject({
        result: 'refused',
        why: expect.stringMatching(/write|invite/),
      })
      expect(rig.refusals()).toHaveLength(before + 1)
      expect(await rig.platform.check(place)).not.toEqual([])
      expect(await rig.platform.check({ community: rig.community, channel: rig.channel })).toEqual([])
    })

    it('is refused nothing: not one answer, menu or page of the whole content', async () => {
      const before = rig.refusals().length
      const { knowledge } = assembled
      for (const entry of knowledge.entries) {
        const command =
          { film: 'film', people: 'film', screening: 'film', overdose: 'overdose', naloxone: 'naloxone' }[
            entry.topic as string
          ] ?? 'facts'
        const heard = await rig.type(`/${command} ${entry.slug}`)
        expect(heard.messages, entry.id).toBe(1)
        if (entry.id !== 'overdose/now')
          expect(heard.text, entry.id).toContain(entry.sources[0]!.publisher.split(/[()]/)[0])
      }
      for (const { code } of knowledge.regions)
        expect((await rig.type(`/support region:${code}`)).messages, code).toBe(1)
      expect(rig.refusals()).toHaveLength(before)
    }, 60_000)

    it('forgets a community that removes it', async () => {
      await rig.type('/settings region:GB timezone:Europe/London', 'moderator')
      await rig.remove()
      await expect.poll(() => assembled.store.communities.settings(rig.community)).toEqual({})
    })
  })
}
