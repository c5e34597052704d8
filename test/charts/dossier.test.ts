import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { series } from './sample.ts'

type Row = { year: number; verified_cells?: string[]; sources: string[] } & Record<string, unknown>
type Dossier = {
  series: Record<string, { review_by: string; rows: Row[] }>
  sources: Record<string, { url: string }>
}

/** The evidence that the series were written from lies beside the project on the machine where it was made. */
const file = new URL('../../../shared/dossier/crisis.yaml', import.meta.url)
const here = existsSync(file)

const us = (cell: string) => ['us_overdose_deaths', cell] as const
const origin: Record<string, readonly (readonly [table: string, cell: string])[]> = {
  'us-overdose-deaths': [us('deaths')],
  'us-overdose-rate': [us('rate'), us('synthetic_rate'), us('heroin_rate')],
  'wv-overdose-rate': [['west_virginia', 'cdc_rate_age_adjusted'], us('rate')],
  'cabell-ems-overdoses': [['cabell_county', 'ems_overdoses']],
}
/** Numbers whose last digits the evidence leaves open, so that they are rounded here. */
const rounded = { 'us-overdose-deaths 2024': 79_400 } as Record<string, number>

describe.skipIf(!here)('the series and the evidence they were written from', () => {
  const dossier: Dossier = here ? parse(readFileSync(file, 'utf8')) : { series: {}, sources: {} }

  it.each(Object.keys(origin))('%s holds every verified number and no other', id => {
    const found = series.find(one => one.id === id)!
    origin[id]!.forEach(([table, cell], line) => {
      const verified = dossier.series[table]!.rows.filter(row =>
        (row.verified_cells ?? [cell]).includes(cell),
      )
      const wanted = verified.map(row => [row.year, rounded[`${id} ${row.year}`] ?? row[cell]])
      expect(found.lines[line]!.points.map(({ year, value }) => [year, value])).toEqual(wanted)
    })
  })

  it.each(Object.keys(origin))('%s names a source of every number, and is checked again in time', id => {
    const found = series.find(one => one.id === id)!
    const urls = found.sources.map(({ url }) => url)
    origin[id]!.forEach(([table], line) => {
      const { rows, review_by } = dossier.series[table]!
      expect(found.check_again <= review_by).toBe(true)
      for (const { year } of found.lines[line]!.points) {
        const sources = rows.find(row => row.year === year)!.sources.map(key => dossier.sources[key]!.url)
        expect(
          sources.some(url => urls.includes(url)),
          `${id} ${year}`,
        ).toBe(true)
      }
    })
  })

  it('covers every series there is', () => {
    expect(series.map(({ id }) => id).sort()).toEqual(Object.keys(origin).sort())
  })
})
