import type { Attachment, Card, TurnFrame } from '../../../protocol/chat-frames.ts'

export type DraftCard = Extract<Card, { type: 'draft' }>
export type ReceiptCard = Extract<Card, { type: 'receipt' }>

export interface DraftView {
  /** Only the newest card of a draft can be edited; an older one says that it was replaced. */
  newest: boolean
  state: DraftCard['state']
}

/** How a draft card stands, given all that was said after it. */
export function viewDraft(turns: TurnFrame[], seq: number, card: DraftCard): DraftView {
  let newest = true
  let state = card.state
  for (const turn of turns) {
    if (turn.seq <= seq) continue
    for (const other of turn.cards) {
      if (other.type === 'draft' && other.draft_id === card.draft_id) newest = false
    }
    if (turn.outcome === 'request_filed' && newest && state === 'open') state = 'confirmed'
  }
  return { newest, state }
}

/** The receipt that was given last in this conversation, to fill the progress form. */
export function lastReceipt(turns: TurnFrame[]): ReceiptCard | null {
  for (const turn of [...turns].reverse()) {
    for (const card of turn.cards) if (card.type === 'receipt') return card
  }
  return null
}

/** The files that go with a summary: how many, and those that this window knows by their message. */
export function filesOf(
  turns: readonly TurnFrame[],
  { attachments = [] }: Pick<DraftCard, 'attachments'>,
): { count: number; files: Attachment[] } {
  const ids = new Set(attachments.map((sent) => sent.message_id))
  const files = turns.flatMap((turn) => (ids.has(turn.message_id) ? (turn.attachments ?? []) : []))
  return { count: attachments.reduce((sum, sent) => sum + sent.count, 0), files }
}

/** Quick replies hold until the next word of anybody. */
export function openReplies(turns: TurnFrame[]): TurnFrame['quick_replies'] {
  const last = turns.at(-1)
  if (!last || last.sender === 'citizen') return []
  // One summary has these as its own buttons; several also offer to confirm them all at once.
  const cards = last.cards.filter((card) => card.type === 'draft').length
  if (cards === 0) return last.quick_replies
  const onCard = cards === 1 ? ['confirm', 'discard'] : ['discard']
  return last.quick_replies.filter((reply) => !onCard.includes(reply.value))
}
