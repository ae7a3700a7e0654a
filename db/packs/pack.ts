import { z } from 'zod'

/**
 * A city pack in memory: the parsed rows of the files that `db/packs/README.md` describes.
 * Everything that decides reads the city from here, so that no code knows a city's name.
 */

const list = z.array(z.string())

export const jurisdictionKinds = [
  'city',
  'district',
  'development_zone',
  'subdistrict',
  'town',
  'township',
  'area',
  'community',
  'village',
] as const

export const jurisdictionRow = z.object({
  code: z.string(),
  parent: z.string(),
  kind: z.enum(jurisdictionKinds),
  name: z.string().min(1),
  aliases: list,
  former_names: list,
  lng: z.number().optional(),
  lat: z.number().optional(),
  source: z.string(),
  note: z.string(),
})
export type Jurisdiction = z.infer<typeof jurisdictionRow>

export const landmarkRow = z.object({
  name: z.string().min(1),
  kind: z.string(),
  aliases: list,
  jurisdictions: list,
  certainty: z.enum(['subdistrict', 'district']),
  detail: z.string(),
  source: z.string(),
  note: z.string(),
})
export type Landmark = z.infer<typeof landmarkRow>

export const confusableRow = z.object({ name_a: z.string(), name_b: z.string(), why: z.string() })

export const bureauRow = z.object({
  key: z.string().min(1),
  pattern: z.string(),
  short_names: list,
  duty: z.string(),
  on_call: z.boolean(),
})

export const districtBureauRow = z.object({
  district: z.string(),
  bureau: z.string(),
  name: z.string(),
  aliases: list,
  source: z.string(),
  verify_before: z.string(),
  note: z.string(),
})

export const unitRow = z.object({
  code: z.string().min(1),
  name: z.string().min(1),
  short_names: list,
  level: z.enum(['city', 'enterprise', 'central', 'region']),
  kind: z.string(),
  parent: z.string(),
  duty: z.string(),
  on_call: z.boolean(),
  phone: z.string(),
  source: z.string(),
  verify_before: z.string(),
  note: z.string(),
})

export const unitLevels = [
  'district',
  'subdistrict',
  'bureau',
  'city',
  'enterprise',
  'central',
  'region',
] as const

/** A handling unit (Open311 agency_responsible), whatever table it came from. */
export interface Unit {
  code: string
  name: string
  short_names: string[]
  level: (typeof unitLevels)[number]
  kind: string
  parent_code: string | null
  /** Jurisdiction code of the district it serves, if it serves one. */
  district_code: string | null
  duty: string
  on_call: boolean
}

export const requestKinds = [
  'inquiry',
  'assistance',
  'complaint',
  'tip_off',
  'suggestion',
  'commendation',
] as const
export type RequestKind = (typeof requestKinds)[number]

export const deadlines = ['2h', '24h', '7d', '15d'] as const
export type Deadline = (typeof deadlines)[number]

export const dispatchModes = ['direct', 'direct_and_district', 'district', 'consultation'] as const

export const taxonomyRow = z.object({
  code: z.string().regex(/^\d{2}(\d{2}(\d{2})?)?$/),
  parent: z.string(),
  level: z.number().int().min(1).max(3),
  name: z.string().min(1),
  definition: z.string(),
  includes: list,
  excludes: list,
  see_also: list,
  required_elements: list,
  usual_kind: z.enum(requestKinds).optional(),
  deadline: z.enum(deadlines).optional(),
  frequency: z.enum(['high', 'medium', 'low']).optional(),
  keywords: list,
})
export type ServiceClass = z.infer<typeof taxonomyRow>

export const exampleRow = z.object({ service_code: z.string(), text: z.string().min(1) })

/** A citizen's words with the emergency number that they call for; empty = an ordinary matter that sounds alike. */
export const emergencyExampleRow = z.object({
  text: z.string().min(1),
  number: z.enum(['', '110', '119', '120', '122']),
})

export const catalogueRow = z.object({
  line: z.string().min(1),
  service_code: z.string(),
  when_place: z.enum(['subdistrict', 'district']).optional(),
  when_respondent: list,
  when_owner: list,
  when_keywords: list,
  when_not_keywords: list,
  when_time: list,
  lead: z.string().min(1),
  supporting: list,
  copies: list,
  mode: z.enum(dispatchModes).optional(),
  deadline: z.enum(deadlines).optional(),
  legal_basis: z.string(),
  valid_from: z.string(),
  valid_until: z.string(),
  note: z.string(),
})
export type CatalogueEntry = z.infer<typeof catalogueRow>

export const servicePointRow = z.object({
  code: z.string().min(1),
  name: z.string().min(1),
  kind: z.string(),
  jurisdiction: z.string(),
  address: z.string(),
  lng: z.number().optional(),
  lat: z.number().optional(),
  coordinates: z.string(),
  hours: z.string(),
  phone: z.string(),
  services: list,
  accessibility: z.string(),
  owner: z.string(),
  source: z.string(),
  verify_before: z.string(),
})
export type ServicePoint = z.infer<typeof servicePointRow>

export const lexiconRule = z.object({
  id: z.string().min(1),
  outcome: z.record(z.string(), z.unknown()).default({}),
  any: z.array(z.string()).min(1),
  all: z.array(z.array(z.string())).default([]),
  not: z.array(z.string()).default([]),
  scope: z.enum(['sentence', 'message']).default('sentence'),
  why: z.string().default(''),
  near_misses: z.array(z.string()).default([]),
  examples: z.array(z.string()).default([]),
})
export type LexiconRule = z.infer<typeof lexiconRule>

export const lexiconFile = z.object({ name: z.string().min(1), rules: z.array(lexiconRule) })

export const textEntry = z.object({
  zh: z.string(),
  en: z.string(),
  channels: z.record(z.string(), z.string()).optional(),
})

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '请写成 2026-10-01')
const spanDate = z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/, '请写成 "11-15" 或 "2026-11-15"')
const calendarDates = z.array(
  z.object({ date: isoDate, name: z.string().min(1), source: z.string().default('') }),
)
const calendarSpans = z.array(
  z.object({
    from: spanDate,
    to: spanDate,
    name: z.string().optional(),
    source: z.string().optional(),
    verify_before: isoDate.optional(),
  }),
)

/** How days are counted, the city's own days off and on, and named spans of the year (`heating_season` …). */
export const calendarFile = z
  .object({
    days: z.enum(['natural', 'working']).optional(),
    holidays: calendarDates.optional(),
    workdays: calendarDates.optional(),
  })
  .catchall(calendarSpans)

export const articleFront = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  questions: z.array(z.string()).min(1),
  topics: z.array(z.string()).default([]),
  service_codes: z.array(z.string()).default([]),
  /** Codes of service points where it is handled. */
  service_points: z.array(z.string()).optional(),
  jurisdiction: z.string(),
  audience: z.string().default(''),
  owner: z.string(),
  source: z.object({
    title: z.string(),
    issuer: z.string().default(''),
    date: z.string().default(''),
    url: z.string().optional(),
  }),
  valid_from: z.string(),
  valid_until: z.string().nullable().default(null),
  review_due: z.string().default(''),
  verify_before: z.string(),
  version: z.number().int().positive().default(1),
  state: z.enum(['draft', 'in_review', 'published', 'expired', 'withdrawn']).default('published'),
})
export type ArticleFront = z.infer<typeof articleFront>

/** A form or a guide that an article offers. The desk attaches it; a pack has none. */
export interface ArticleFile {
  id: string
  name: string
  mime: string
  size: number
}
export type Article = ArticleFront & { body: string; attachments?: ArticleFile[] | undefined }

export const packMeta = z.object({
  code: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  city: z.string(),
  city_short: z.array(z.string()).default([]),
  version: z.string(),
  effective: z.string(),
  timezone: z.string(),
  hotline: z.string().default('12345'),
  licence: z.string().default(''),
  sources: z.array(z.string()).default([]),
  /** How often a proposed lead unit must be right for the system to say that it is sure; the city's wish. */
  required_precision: z.number().min(0.8).max(0.99).default(0.95),
})

/** The whole city. `units` is the union of the unit tables, ready to look up. */
export interface Pack {
  meta: z.infer<typeof packMeta>
  /** SHA-256 over all tables: names this exact content on proposals and orders. */
  content_hash: string
  jurisdictions: Jurisdiction[]
  confusable: z.infer<typeof confusableRow>[]
  landmarks: Landmark[]
  bureaus: z.infer<typeof bureauRow>[]
  district_bureaus: z.infer<typeof districtBureauRow>[]
  units: Unit[]
  taxonomy: ServiceClass[]
  examples: z.infer<typeof exampleRow>[]
  emergency_examples: z.infer<typeof emergencyExampleRow>[]
  catalogue: CatalogueEntry[]
  lexicons: Record<string, LexiconRule[]>
  calendar: Record<string, unknown>
  texts: Record<string, z.infer<typeof textEntry>>
  articles: Article[]
  service_points: ServicePoint[]
}
