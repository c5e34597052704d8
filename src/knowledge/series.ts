import { z } from 'zod'
import { chartLimits, misplaced } from '../core/chart.ts'
import { Source } from '../core/reply.ts'
import { dates, inOrder, order } from './schema.ts'

/** Why a number may still change. A number without one of these is final. */
export const statuses = ['provisional', 'preliminary', 'part of the year'] as const

const Points = z
  .array(
    z.strictObject({
      year: z.int('must be a year such as 2017').min(1900).max(2200),
      value: z.number('must be a number without commas').min(0).max(1e8),
      status: z.enum(statuses).optional(),
    }),
  )
  .min(2)
  .max(chartLimits.points)
  .superRefine((points, context) => {
    const at = misplaced(points)
    if (at < 0) return
    const message = `${points[at]!.year} follows ${points[at - 1]!.year}: put the years in order, each once`
    context.addIssue({ code: 'custom', path: [at, 'year'], message })
  })

/** Numbers over the years: content/series/<id>.yaml. What nobody has verified is left out, and stays a gap. */
export const Series = z
  .strictObject({
    title: z.string().min(3).max(60),
    unit: z.string().min(3).max(80),
    /** People who live there, wherever it happened, or what happened there, to whomever. Never both in one line. */
    counts: z.enum(['residents', 'occurrences']),
    drugs: z.enum(['all drugs', 'opioids', 'as each line says']),
    lines: z
      .array(z.strictObject({ name: z.string().min(2).max(30), points: Points }))
      .min(1)
      .max(chartLimits.lines),
    credit: z.string().min(2).max(80),
    note: z.string().max(160).optional(),
    sources: z.array(Source).min(1).max(20),
    ...dates,
  })
  .refine(inOrder, order)
  .refine(({ lines, note }) => note || !lines.some(line => line.points.some(point => point.status)), {
    message: 'is needed: some numbers are not final, so say what a reader must know about them',
    path: ['note'],
  })
/** Its id is its file's name. */
export type Series = z.output<typeof Series> & { id: string }
