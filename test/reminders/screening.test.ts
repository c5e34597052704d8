import { describe, expect, it } from 'vitest'
import { button, stage } from '../commands/screeningStage.ts'
import { instant } from '../store/sample.ts'

type Case = [
  what: string,
  at: { zone: string; date: string; time: string; confirmed: string },
  posts: [announcement: string, start: string, afterwards: string],
]

const night = (zone: string, date: string, time: string, confirmed: string) => ({
  zone,
  date,
  time,
  confirmed,
})

/** Announced within two minutes of the button, begun at the local time, asked about 45 minutes later. In UTC. */
const cases: Case[] = [
  [
    'on an ordinary evening',
    night('America/New_York', '2026-12-04', '19:00', '2026-12-04T17:00:20Z'),
    ['2026-12-04T17:02', '2026-12-05T00:00', '2026-12-05T00:45'],
  ],
  [
    'at 19:00, planned before the clocks change and shown after it',
    night('Europe/London', '2027-03-28', '19:00', '2027-03-27T18:00:00Z'),
    ['2027-03-27T18:02', '2027-03-28T18:00', '2027-03-28T18:45'],
  ],
  [
    'at a time that the spring change leaves out: 02:30 is 03:30',
    night('America/New_York', '2027-03-14', '02:30', '2027-03-14T05:00:00Z'),
    ['2027-03-14T05:02', '2027-03-14T07:30', '2027-03-14T08:15'],
  ],
  [
    'before the spring change, with the questions after it',
    night('America/New_York', '2027-03-14', '01:30', '2027-03-14T05:00:00Z'),
    ['2027-03-14T05:02', '2027-03-14T06:30', '2027-03-14T07:15'],
  ],
  [
    'in the hour before the clocks go back, with the questions in the hour that comes twice',
    night('America/New_York', '2026-11-01', '01:30', '2026-11-01T04:00:00Z'),
    ['2026-11-01T04:02', '2026-11-01T05:30', '2026-11-01T06:15'],
  ],
  [
    'announced in the second of two hours with the same time',
    night('America/New_York', '2026-11-01', '03:00', '2026-11-01T06:30:00Z'),
    ['2026-11-01T06:32', '2026-11-01T08:00', '2026-11-01T08:45'],
  ],
  [
    'where clocks go back by half an hour',
    night('Australia/Lord_Howe', '2027-04-04', '01:15', '2027-04-03T13:00:00Z'),
    ['2027-04-03T13:02', '2027-04-03T14:15', '2027-04-03T15:00'],
  ],
  [
    'over midnight, a quarter of an hour off the hour',
    night('Asia/Kathmandu', '2026-12-04', '23:30', '2026-12-04T12:00:00Z'),
    ['2026-12-04T12:02', '2026-12-04T17:45', '2026-12-04T18:30'],
  ],
]

async function confirmed({ zone, date, time, confirmed }: ReturnType<typeof night>) {
  const scene = stage(confirmed)
  const preview = await scene.ask(
    `/screening plan date:${date} at:${time} place:Library timezone:${zone} channel:films`,
  )
  await scene.ask(button(preview, 'Announce it and plan the posts'))
  return scene
}

describe('the three posts of a film night', () => {
  it.each(cases)('come at their times, each once, in its channel: %s', async (_, at, times) => {
    const scene = await confirmed(at)
    await scene.until(instant(`${times[2]}:00Z`).add({ hours: 30 }).toString())
    expect(scene.posts.map(({ at: when, reply }) => [when, reply.title])).toEqual([
      [times[0], 'Film night: Heroin(e)'],
      [times[1], 'Heroin(e) begins now'],
      [times[2], 'Questions after you watch Heroin(e)'],
    ])
    expect(
      scene.posts.every(({ channel, reply }) => channel === 'films' && reply.seenBy === 'everyone'),
    ).toBe(true)
    expect(scene.told).toEqual([])
  })

  const evening = night('America/New_York', '2026-12-04', '19:00', '2026-12-04T17:00:00Z')

  it('are announced within minutes of the button, however long before it they were shown', async () => {
    const scene = stage('2026-11-20T17:00:00Z')
    const preview = await scene.ask('/screening plan 2026-12-04 19:00 Library timezone:America/New_York')
    scene.scene.now = instant('2026-12-02T09:00:40Z')
    await scene.ask(button(preview, 'Announce it and plan the posts'))
    await scene.until('2026-12-02T12:00:40Z')
    expect(scene.posts.map(({ at }) => at)).toEqual(['2026-12-02T09:02'])
  })

  it('do not say that it begins now a quarter of an hour later, after an outage; the questions still come', async () => {
    const scene = await confirmed(evening)
    await scene.until('2026-12-04T17:05:00Z')
    scene.scene.now = instant('2026-12-05T00:16:00Z')
    await scene.until('2026-12-05T02:00:00Z')
    expect(scene.posts.map(({ reply }) => reply.title)).toEqual([
      'Film night: Heroin(e)',
      'Questions after you watch Heroin(e)',
    ])
  })

  it('are announced late rather than never, and never once it has begun', async () => {
    const late = await confirmed(evening)
    late.scene.now = instant('2026-12-04T23:40:00Z')
    await late.until('2026-12-04T23:45:00Z')
    expect(late.posts.map(({ reply }) => reply.title)).toEqual(['Film night: Heroin(e)'])
    const tooLate = await confirmed(evening)
    tooLate.scene.now = instant('2026-12-05T00:03:00Z')
    await tooLate.until('2026-12-05T00:05:00Z')
    expect(tooLate.posts.map(({ reply }) => reply.title)).toEqual(['Heroin(e) begins now'])
  })

  it('stop with a word to the moderators when the film night is gone from the settings', async () => {
    const scene = await confirmed(evening)
    await scene.until('2026-12-04T17:05:00Z')
    await scene.ask('/settings undo')
    await scene.until('2026-12-05T02:00:00Z')
    expect(scene.posts).toHaveLength(1)
    expect(scene.told).toHaveLength(2)
    expect(scene.told[0]).toContain('That film night is not planned any more')
  })
})
