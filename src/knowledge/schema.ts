import { z } from 'zod'
import { Phone, Source } from '../core/reply.ts'

/** Folders of content, and the command that shows their entries. */
export const topics = {
  film: 'film',
  people: 'film',
  screening: 'film',
  place: 'facts',
  crisis: 'facts',
  drugs: 'facts',
  'harm-reduction': 'facts',
  treatment: 'facts',
  helping: 'facts',
  language: 'facts',
  overdose: 'overdose',
  naloxone: 'naloxone',
} as const
export type Topic = keyof typeof topics

const day = z.union([
  z.date().transform(date => date.toISOString().slice(0, 10)),
  z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-22'),
])
export const dates = { checked: day, check_again: day }
export const inOrder = (value: { checked: string; check_again: string }) => value.checked < value.check_again
export const order = { message: 'must be later than `checked`', path: ['check_again'] }

/** The front matter of an entry: content/<language>/<topic>/<slug>.md. Its id is `<topic>/<slug>`. */
export const FrontMatter = z
  .strictObject({
    /** The heading, often the question itself. */
    title: z.string().min(3).max(90),
    /** Two or three words for buttons and menus. */
    label: z.string().min(2).max(30),
    /** Other words that call it: `/film rader`. */
    also: z.array(z.string().min(2).max(30)).max(8).default([]),
    /** Ways people ask for it; search knows them, nobody sees them. */
    asked: z.array(z.string().min(3).max(100)).min(2).max(12),
    sources: z.array(Source).min(1).max(4),
    ...dates,
    /** A clinician or other expert who has read it, and when: "Jane Doe, MD, 2027-01-15". Nobody has yet. */
    reviewedBy: z.string().max(90).optional(),
    /** Ids of the claims in content/claims.yaml that this entry settles. */
    claims: z
      .array(z.string().regex(/^[A-C]\d{2}$/))
      .max(30)
      .default([]),
    /** A series in content/series/ to draw with it. */
    chart: z.string().optional(),
    /** Ids of entries to offer next, as buttons. */
    more: z.array(z.string()).max(4).default([]),
    /** Pages to open, as link buttons. */
    links: z
      .array(z.strictObject({ label: z.string().min(1).max(40), url: z.url({ protocol: /^https?$/ }) }))
      .max(2)
      .default([]),
  })
  .refine(inOrder, order)

export const kinds = [
  'emergency',
  'crisis_line',
  'treatment_line',
  'naloxone_access',
  'locator',
  'information',
  'family_support',
  'peer_support',
  'overdose_companion',
  'harm_reduction',
  'domestic_violence',
  'youth',
  'lgbtq',
  'veterans',
] as const

/** What somebody may be looking for, and what else they may call it. */
export const needs = {
  talk: { label: 'Talk to someone now', also: ['crisis', 'hotline', 'helpline', 'suicide', 'lonely'] },
  treatment: { label: 'Start treatment', also: ['rehab', 'detox', 'methadone', 'suboxone', 'recovery'] },
  naloxone: { label: 'Get naloxone', also: ['narcan', 'spray'] },
  family: { label: 'For family and friends', also: ['parents', 'mother', 'father', 'partner'] },
  grief: { label: 'I lost someone', also: ['loss', 'bereaved', 'died', 'death'] },
  young: { label: 'Young people', also: ['teen', 'teenager', 'youth', 'student'] },
  veterans: { label: 'Veterans', also: ['veteran', 'military'] },
  lgbtq: { label: 'LGBTQ+ people', also: ['gay', 'trans', 'queer', 'lgbt'] },
  peers: { label: 'Peer groups and meetings', also: ['meeting', 'meetings', 'groups', 'na', 'smart'] },
  alone: { label: 'Not using alone', also: ['never use alone', 'using alone'] },
  violence: { label: 'Violence at home', also: ['abuse', 'domestic violence'] },
  information: { label: 'Information', also: ['info'] },
} as const
export type Need = keyof typeof needs

/** One helpline or service: content/resources/<country>.yaml holds a list of them. */
export const Resource = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    name: z.string().min(2).max(90),
    kind: z.enum(kinds),
    /** ISO country (`US`) or subdivision (`US-WV`); `INTL` for everywhere. */
    region: z.string().regex(/^(INTL|EU|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/),
    /** Town or county, where it serves no more than that. */
    locality: z.string().max(80).optional(),
    /** What it is good for. Empty only for emergency numbers. */
    needs: z.array(z.enum(Object.keys(needs) as [Need, ...Need[]])),
    about: z.string().min(10).max(200),
    call: Phone.optional(),
    also_call: z.array(Phone).max(3).default([]),
    text: Phone.optional(),
    chat: z.url().optional(),
    link: z.url().optional(),
    languages: z.array(z.string()).min(1),
    hours: z.string().max(120),
    always_open: z.boolean().default(false),
    cost: z.string().max(80),
    for: z.string().max(160),
    note: z.string().max(160).optional(),
    sources: z
      .array(Source.partial({ url: true }).extend({ saw: z.string().max(240).optional() }))
      .default([]),
    ...dates,
    confidence: z.enum(['high', 'medium', 'low']),
    /** Why members do not see it. What the evidence leaves open is kept, and never shown. */
    hidden: z.string().optional(),
  })
  .refine(inOrder, order)
  .refine(r => r.hidden !== undefined || r.confidence !== 'low', {
    message: 'confidence is low: say in `hidden` what must be confirmed first',
    path: ['hidden'],
  })
  .refine(r => r.hidden !== undefined || r.call || r.text || r.chat || r.link, {
    message: 'has no way to reach it: give call, text, chat or link',
    path: ['call'],
  })
  .refine(r => r.hidden !== undefined || r.sources.length > 0, {
    message: 'needs a source',
    path: ['sources'],
  })
export type Resource = z.infer<typeof Resource>

/** content/regions.yaml: places people may name, and what else they are called. */
export const Region = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  name: z.string(),
  also: z.array(z.string()).default([]),
})
export type Region = z.infer<typeof Region>
