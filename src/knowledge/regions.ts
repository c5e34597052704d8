import type { Choice } from '../core/options.ts'
import type { Region } from './schema.ts'

/** The country of a region: `US-WV` → `US`. */
export const country = (region: string): string => region.split('-')[0]!

/** The regions whose services serve somebody there, nearest first: `US-WV` → `US-WV`, `US`, `INTL`. */
export const around = (region: string): string[] => [...new Set([region, country(region), 'INTL'])]

export const regionChoices = (regions: readonly Region[]): Choice[] =>
  regions.map(({ code, name, also }) => ({ value: code, label: name, also }))

export const regionName = (regions: readonly Region[], code: string): string =>
  regions.find(region => region.code === code)?.name ?? code
