import { z } from 'zod'

/** Public queries: everything optional, everything limited, an empty field counts as absent. */
const words = (max: number) => z.string().trim().max(max).default('')
const degrees = (limit: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().min(-limit).max(limit).optional(),
  )

export const embed = z.enum(['1']).optional()

export const searchQuery = z.object({ q: words(200), topic: words(50), embed })

export const pointQuery = z.object({
  q: words(100),
  kind: words(50),
  service: words(100),
  district: words(50),
  place: words(100),
  open: z.enum(['1']).optional(),
  lng: degrees(180),
  lat: degrees(90),
  /** The system of `lng` and `lat`; browsers give WGS84. */
  coordinates: z.enum(['WGS84', 'GCJ02', 'BD09']).default('WGS84'),
  embed,
})
export type PointParams = z.infer<typeof pointQuery>

export const articleParams = z.object({ id: z.string().regex(/^[a-z0-9-]{1,100}$/) })

export const feedbackBody = z.object({
  helpful: z.union([z.boolean(), z.enum(['yes', 'no']).transform((value) => value === 'yes')]),
  reason: z.string().trim().max(500).default(''),
  /** What was asked when the article was shown. */
  question: z.string().trim().max(300).default(''),
  /** Where the answer stood: on a public page or in the chat. */
  origin: z.enum(['public', 'chat']).default('public'),
})

export const articleSummary = z.object({
  id: z.string(),
  title: z.string(),
  snippet: z.string(),
  owner: z.string(),
  source: z.string(),
  valid_from: z.string(),
  valid_until: z.string().nullable(),
  verify_before: z.string(),
  version: z.number(),
  url: z.string(),
})
export const searchResult = z.object({
  query: z.string(),
  count: z.number(),
  /** False: nothing has enough of the words; the items are only near them. */
  sure: z.boolean(),
  items: z.array(articleSummary),
})

export const articleResult = articleSummary.omit({ snippet: true }).extend({
  questions: z.array(z.string()),
  topics: z.array(z.string()),
  jurisdiction: z.string(),
  audience: z.string(),
  /** Markdown. */
  body: z.string(),
  html: z.string(),
  /** Forms and guides to download. */
  attachments: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      mime: z.string(),
      size: z.number(),
      url: z.string(),
    }),
  ),
})

export const pointResult = z.object({
  /** What the words of `place` were understood as. */
  around: z.string().nullable(),
  /** Its centre, in the system of the configured tiles. */
  centre: z.object({ lng: z.number(), lat: z.number() }).nullable(),
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.string(),
      jurisdiction: z.string(),
      address: z.string(),
      hours: z.string(),
      phone: z.string(),
      services: z.array(z.string()),
      accessibility: z.string(),
      owner: z.string(),
      source: z.string(),
      verify_before: z.string(),
      /** In the system of the configured tiles; null where no position is known. */
      position: z.object({ lng: z.number(), lat: z.number(), approximate: z.boolean() }).nullable(),
      distance_km: z.number().nullable(),
      open: z.enum(['open', 'closed', 'unknown']),
      open_text: z.string(),
      distance_text: z.string(),
    }),
  ),
})
