import type { DraftChanges } from '../protocol/chat-frames.ts'
import { type Draft, NEVER_AGAIN } from './draft.ts'
import { noteElement } from './elements.ts'

/** Fields of the card that are elements: what stood there before is kept in their history. */
const elementFields = { time: 'time', respondent: 'respondent', address: 'address' } as const

function changeContent(draft: Draft, changes: DraftChanges): Draft['content'] {
  const content = { ...draft.content }
  if (changes.title !== undefined) {
    content.title = changes.title.trim()
    content.title_edited = content.title !== ''
  }
  if (changes.description?.trim()) content.description = changes.description.trim()
  if (changes.confidential !== undefined) content.confidential = changes.confidential
  if (changes.kind !== undefined) {
    content.kind = changes.kind
    content.kind_chosen = true
  }
  const chosen = content.class_options.find(({ code }) => code === changes.service_code)
  if (chosen) {
    content.class_chosen = chosen.code
    content.class_path = chosen.path
  }
  return content
}

function changeContact(draft: Draft, changes: DraftChanges, messageId: string | null): Draft {
  if (changes.contact_name === undefined && changes.contact_phone === undefined) return draft
  const name = (changes.contact_name ?? draft.contact?.name ?? '').trim()
  const phone = (changes.contact_phone ?? draft.contact?.phone ?? '').trim()
  const contact = name === '' && phone === '' ? null : { name, phone, message_id: messageId }
  // Decided on the card: the question for it is not put again.
  const asked = { ...draft.content.asked, contact: NEVER_AGAIN }
  return { ...draft, contact, content: { ...draft.content, asked } }
}

/** Applies the fields that the citizen changed on the card; absent = unchanged, empty = taken back. */
export function editDraft(draft: Draft, changes: DraftChanges, messageId: string | null): Draft {
  let changed: Draft = { ...draft, content: changeContent(draft, changes) }
  for (const [field, name] of Object.entries(elementFields)) {
    const value = changes[field as keyof typeof elementFields]
    if (value !== undefined) changed = noteElement(changed, { name, value, message: null })
  }
  if (changes.address !== undefined) {
    const text = changes.address.trim()
    const address = text === '' ? null : { text, message_id: messageId }
    changed = { ...changed, content: { ...changed.content, address } }
  }
  return { ...changeContact(changed, changes, messageId), version: draft.version + 1 }
}
