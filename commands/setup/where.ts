import type { Draft } from '../../src/core/reply.ts'
import { paragraph } from '../../src/core/text.ts'
import { country, regionName } from '../../src/knowledge/regions.ts'
import { asking, goTo, kept, type Standing } from './frame.ts'
import { menuOf } from './menuOf.ts'
import { zonesFor } from './zones.ts'

/** Whose emergency number and services come first. */
export function region({ settings, knowledge, page }: Standing): Draft {
  const { regions } = knowledge
  const countries = regions.filter(({ code }) => !code.includes('-'))
  const choices = countries.map(({ code, name }) => ({ label: name, ask: `/setup region:${code}` }))
  return asking(
    1,
    'where are you?',
    [paragraph('Whose emergency number and services members see first. It decides 911, 999 or 112.')],
    {
      ...menuOf('Country', choices, page, '/setup step:region page:'),
      actions: kept(settings.region && regionName(regions, settings.region), 'language'),
    },
  )
}

/** The part of the country, where we know its own services. */
export function state({ settings, knowledge, page }: Standing): Draft {
  const { regions } = knowledge
  const own = country(settings.region ?? 'US')
  const parts = regions.filter(({ code }) => code.startsWith(`${own}-`))
  const choices = parts.map(({ code, name }) => ({ label: name, ask: `/setup region:${code}` }))
  return asking(1, 'which part?', [paragraph('Local lines and services come first then.')], {
    ...menuOf('State or part of the country', choices, page, '/setup step:state page:'),
    actions: [{ label: 'The whole country', ...goTo('language') }],
  })
}

/** The language of answers. */
export function language(): Draft {
  return asking(2, 'language', [paragraph('The language of answers, where there are any in it.')], {
    actions: [
      { label: 'English', ask: '/setup language:en' },
      { label: 'Spanish', ask: '/setup language:es' },
      { label: 'Each member’s own', ...goTo('timezone') },
    ],
  })
}

/** The time zone, likeliest first. */
export function timezone({ settings, page, theirZone }: Standing): Draft {
  const zones = zonesFor(settings.region, theirZone)
  const choices = zones.map(zone => ({
    label: zone.replaceAll('_', ' '),
    ask: `/setup timezone:${zone}`,
  }))
  return asking(
    3,
    'time zone',
    [paragraph('09:00 stays 09:00 there when the clocks change. Another one: /setup timezone:Europe/Dublin')],
    {
      ...menuOf('Time zone', choices, page, '/setup step:timezone page:'),
      actions: [
        ...kept(settings.timeZone, 'channel'),
        { label: 'Another time zone', ask: '/setup', does: { form: ['timezone'] } },
      ],
    },
  )
}
