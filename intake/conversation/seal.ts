import type { Secrets } from '../../db/kernel/secrets.ts'
import type { Card } from '../protocol/chat-frames.ts'
import { contact as contactSchema, type Draft, draftContent } from './draft.ts'
import type { Turn } from './turn.ts'

/**
 * What stands in the tables of a conversation: identity and query codes only encrypted (promise 3), in one `sealed`
 * value beside the JSON that is kept in clear. The citizen, who holds the conversation's token, sees it opened again.
 */

const protectedFields = ['query_code', 'contact_name', 'contact_phone'] as const
type Opened = Record<string, string>

export function sealText(secrets: Secrets, text: string): string {
  return secrets.encrypt(text).toString('base64')
}

/** Null where the key has been changed: the rest of the conversation stays readable. */
export function openText(secrets: Secrets, sealed: unknown): string | null {
  if (typeof sealed !== 'string') return null
  try {
    return secrets.decrypt(Buffer.from(sealed, 'base64'))
  } catch {
    return null
  }
}

type StoredTurn = Omit<Turn, 'text'> & { sealed?: string }

/** A turn as it is stored: the protected fields of its cards are blank, and sealed beside them. */
export function sealTurn(secrets: Secrets, turn: Turn): StoredTurn {
  const hidden: Opened = {}
  const cards = turn.cards.map((card, index) => {
    const copy: Record<string, unknown> = { ...card }
    for (const field of protectedFields) {
      const value = copy[field]
      if (typeof value !== 'string' || value === '') continue
      hidden[`${index}.${field}`] = value
      copy[field] = ''
    }
    return copy as Card
  })
  const { asks, outcome, quick_replies } = turn
  const stored = { asks, outcome, quick_replies, cards }
  if (Object.keys(hidden).length === 0) return stored
  return { ...stored, sealed: sealText(secrets, JSON.stringify(hidden)) }
}

/** The cards of a stored turn with their protected fields. */
export function openCards(secrets: Secrets, stored: Partial<StoredTurn>): Card[] {
  const cards = stored.cards ?? []
  const text = openText(secrets, stored.sealed)
  if (text === null) return cards
  const hidden = JSON.parse(text) as Opened
  return cards.map((card, index) => {
    const copy: Record<string, unknown> = { ...card }
    for (const field of protectedFields) {
      const value = hidden[`${index}.${field}`]
      if (value !== undefined) copy[field] = value
    }
    return copy as Card
  })
}

export function sealDraft(secrets: Secrets, draft: Draft): Record<string, unknown> {
  const sealed = draft.contact ? sealText(secrets, JSON.stringify(draft.contact)) : null
  return { ...draft.content, contact_sealed: sealed }
}

export function openDraft(
  secrets: Secrets,
  row: {
    id: string
    version: number
    proposal_id: string | null
    elements: Record<string, unknown>
  },
): Draft {
  const text = openText(secrets, row.elements['contact_sealed'])
  return {
    id: row.id,
    version: row.version,
    proposalId: row.proposal_id,
    contact: text === null ? null : contactSchema.parse(JSON.parse(text)),
    content: draftContent.parse(row.elements),
  }
}
