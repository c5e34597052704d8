import { country } from '../../src/knowledge/regions.ts'

/** What JavaScript knows of a country (https://tc39.es/proposal-intl-locale-info/#sec-Intl.Locale.prototype.getTimeZones). */
type WithZones = Intl.Locale & { getTimeZones?(): string[] | undefined }

/** Where a US state's people mostly live by (https://data.iana.org/time-zones/tzdb/northamerica); others are in the list. */
const usual: Record<string, string> = {
  'America/New_York': 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV',
  'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
  'America/Denver': 'CO ID MT NM UT WY',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Phoenix': 'AZ',
  'America/Anchorage': 'AK',
  'Pacific/Honolulu': 'HI',
}

/** Time zones to offer, likeliest first: the person's own, the state's usual one, then all of the country. */
export function zonesFor(region: string | undefined, theirs: string | undefined): string[] {
  const state = region?.startsWith('US-') ? region.slice(3) : undefined
  const likely = Object.keys(usual).filter(zone => state && usual[zone]!.split(' ').includes(state))
  const all = region ? ((new Intl.Locale(`und-${country(region)}`) as WithZones).getTimeZones?.() ?? []) : []
  const first = region?.startsWith('US') ? Object.keys(usual) : []
  const zones = [...(theirs ? [theirs] : []), ...likely, ...first, ...all]
  return zones.length > 0
    ? [...new Set(zones)]
    : ['Europe/London', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'UTC']
}
