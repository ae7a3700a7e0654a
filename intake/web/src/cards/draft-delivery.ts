import type { DraftChanges } from '../../../protocol/chat-frames.ts'
import type { ChatState } from '../chat/chat-state.ts'
import type { OutboxEntry, QueuedFrame } from '../chat/outbox.ts'

export type DraftBusy = 'saving' | 'confirming' | 'discarding'

export interface DraftDelivery {
  /** An action on this draft is on its way: the buttons wait, so that a second press does nothing. */
  busy: DraftBusy | null
  /** Edits on their way, shown already. */
  changes: Sure<DraftChanges>
  refused: OutboxEntry[]
}

const busyFor: Partial<Record<QueuedFrame['type'], DraftBusy>> = {
  'draft-edit': 'saving',
  'draft-confirm': 'confirming',
  'draft-discard': 'discarding',
}

export function draftDelivery(state: ChatState, draftId: string): DraftDelivery {
  const entries = state.outbox.filter((entry) => concerns(entry.frame, draftId))
  const underway = entries.filter((entry) => entry.error === null).map((entry) => entry.frame)
  if (state.unanswered && concerns(state.unanswered.frame, draftId)) {
    underway.unshift(state.unanswered.frame)
  }
  const changes: Sure<DraftChanges> = {}
  for (const frame of underway) {
    if (frame.type === 'draft-edit') Object.assign(changes, present(frame.changes))
  }
  const last = underway.at(-1)
  return {
    busy: last ? (busyFor[last.type] ?? null) : null,
    changes,
    refused: entries.filter((entry) => entry.error !== null),
  }
}

/** A partial whose present keys have values, so that it may be spread over a card. */
type Sure<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function present(changes: DraftChanges): Sure<DraftChanges> {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Sure<DraftChanges>
}

function concerns(frame: QueuedFrame, draftId: string): boolean {
  return 'draft_id' in frame && frame.draft_id === draftId
}
