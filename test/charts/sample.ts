import { readdirSync, readFileSync } from 'node:fs'
import type { Chart } from '../../src/core/chart.ts'
import { chartOf } from '../../src/knowledge/chart.ts'
import { contentFolder } from '../../src/knowledge/knowledge.ts'
import { type ContentProblem, readYaml } from '../../src/knowledge/read.ts'
import { Series } from '../../src/knowledge/series.ts'

/** A chart with everything in it: a gap, a year alone, a peak, a number that is not final. */
export const sample: Chart = {
  series: 'sample',
  title: 'Deaths a year',
  unit: 'deaths, all drugs',
  alt: 'Line chart. From 10 in 1999 to a peak of 90 in 2004, then 40 in 2006.',
  credit: 'CDC',
  note: '2006 is preliminary.',
  lines: [
    {
      name: 'Place',
      points: [
        { year: 1999, value: 10 },
        { year: 2002, value: 30 },
        { year: 2003, value: 50 },
        { year: 2004, value: 90 },
        { year: 2005, value: 60 },
        { year: 2006, value: 40, open: true },
      ],
    },
  ],
}

/** The series as they stand in content/, whatever state the rest of it is in. */
export const series: Series[] = readdirSync(`${contentFolder}/series`).map(file => {
  const problems: ContentProblem[] = []
  const read = readYaml(file, readFileSync(`${contentFolder}/series/${file}`, 'utf8'), Series, problems)
  if (!read) throw new Error(JSON.stringify(problems))
  return { ...read, id: file.replace('.yaml', '') }
})
export const charts = series.map(chartOf)
