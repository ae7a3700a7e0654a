import { z } from 'zod'

/** What a request is made of besides its words (R10), as the class asks for it. */
export const elementNames = [
  'address',
  'time',
  'severity',
  'respondent',
  'line',
  'direction',
  'licence',
  'details',
] as const
export type ElementName = (typeof elementNames)[number]

/** One value with where it was said; a correction adds one and marks the earlier as replaced, so history is kept. */
export const elementEntry = z.object({
  name: z.enum(elementNames),
  value: z.string(),
  message_id: z.string().nullable(),
  /** UTF-16 offsets into the message, null where the value was chosen and not written. */
  span: z.tuple([z.number().int(), z.number().int()]).nullable(),
  replaced: z.boolean(),
})
export type ElementEntry = z.infer<typeof elementEntry>

interface WithElements {
  content: { elements: readonly ElementEntry[] }
}

/** The value in force, or an empty string. */
export function elementValue({ content }: WithElements, name: ElementName): string {
  return content.elements.findLast((e) => e.name === name && !e.replaced)?.value ?? ''
}
