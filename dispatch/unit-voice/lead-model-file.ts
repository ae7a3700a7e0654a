import { z } from 'zod'
import type { LeadModel } from './lead-model.ts'

const figures = z.strictObject({ right: z.number(), loss: z.number(), ece: z.number() })

export const trust = z.strictObject({ precision: z.number(), from: z.number() })

const curve = z.strictObject({
  base: z.number(),
  share: z.number(),
  classP: z.number(),
  levels: z.record(z.string(), z.number()),
  trusts: z.array(trust),
})

/** The part of a model's header that is about leads; the numbers of the text voice stand after those of the classes. */
export const leadHeader = z.strictObject({
  leadHash: z.string(),
  weights: z.strictObject({ catalogue: z.number(), habit: z.number(), text: z.number() }),
  habits: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.number().int()]))])),
  text: z
    .strictObject({
      roles: z.array(z.string()),
      temperature: z.number(),
      unseen: z.number(),
      columns: z.number().int(),
    })
    .nullable(),
  curve: curve.nullable(),
  verdict: z.strictObject({
    orders: z.number().int(),
    roles: z.number().int(),
    held: z.number().int(),
    before: figures,
    after: figures,
  }),
})
export type LeadHeader = z.infer<typeof leadHeader>

/** What stands in the header, and the numbers behind it. */
export function packLead(lead: LeadModel): {
  header: LeadHeader
  numbers: (Int32Array | Float32Array)[]
} {
  const { text, habits, curve: own } = lead
  const header = {
    leadHash: lead.leadHash,
    weights: lead.weights,
    habits: [...habits].map(([line, counts]): LeadHeader['habits'][number] => [line, [...counts]]),
    text: text && {
      roles: [...text.roles],
      temperature: text.temperature,
      unseen: text.unseen,
      columns: text.columns.size,
    },
    curve: own && { ...own, levels: { ...own.levels }, trusts: [...own.trusts] },
    verdict: lead.verdict,
  }
  return { header, numbers: text ? [hashedColumns(text.columns), text.weights] : [] }
}

function hashedColumns(known: ReadonlyMap<number, number>): Int32Array {
  const columns = new Int32Array(known.size)
  for (const [hashed, own] of known) columns[own] = hashed
  return columns
}

/** The model of a header; `take` gives the next numbers of the file. */
export function unpackLead(
  header: LeadHeader,
  take: (count: number) => ArrayBufferLike,
): LeadModel {
  const { text, habits } = header
  return {
    ...header,
    habits: new Map(habits.map(([line, counts]) => [line, new Map(counts)])),
    text: text && {
      ...text,
      columns: new Map([...new Int32Array(take(text.columns))].map((column, own) => [column, own])),
      weights: new Float32Array(take(text.roles.length * (text.columns + 1))),
    },
  }
}
