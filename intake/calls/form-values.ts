import { checkPhone, maskIdentity } from '../conversation/contact.ts'
import type { FormEdits, FormField } from '../protocol/call-api.ts'
import type { CallRow } from './call-view.ts'
import type { FormValues } from './consistency.ts'

/** Fields that say who asks: never stored in clear. */
export const contactFields = ['contact_name', 'contact_phone'] as const

export function splitContact(edits: FormEdits): { open: FormEdits; contact: FormEdits } {
  const isContact = (key: string) => contactFields.some((field) => field === key)
  const entries = Object.entries(edits)
  return {
    open: Object.fromEntries(entries.filter(([key]) => !isContact(key))),
    contact: Object.fromEntries(entries.filter(([key]) => isContact(key))),
  }
}

/** What the operator wrote stands, whatever the program understands later; null gives a field back to the program. */
export function mergeEdits(before: FormEdits, changes: FormEdits): FormEdits {
  const merged: FormEdits = { ...before }
  for (const [key, value] of Object.entries(changes) as [FormField, string | null][]) {
    if (value === null) delete merged[key]
    else merged[key] = value
  }
  return merged
}

/** The form as it stands: the operator's values over the program's. */
export function formOf(
  call: Pick<CallRow, 'understanding' | 'edits'>,
  edits: FormEdits,
): FormValues {
  const values: FormValues = {}
  for (const [key, filled] of Object.entries(call.understanding?.fields ?? {})) {
    values[key as FormField] = filled.value
  }
  const own = mergeEdits(mergeEdits({}, call.edits), edits)
  for (const [key, value] of Object.entries(own)) {
    if (typeof value === 'string') values[key as FormField] = value.trim()
  }
  return values
}

/** Identity that an operator typed into the description goes where identities go. */
export const maskDescription = (text: string): string =>
  maskIdentity(text, { answersContact: false })

export const readPhone = (text: string): string | null =>
  text.trim() === '' ? null : checkPhone(text)
