import type { ServerFrame, TurnFrame } from '../../../protocol/chat-frames.ts'
import type { OutboxEntry, QueuedFrame } from './outbox.ts'
import {
  addEntry,
  changeEntry,
  entryId,
  markAllUnsent,
  mergeStored,
  removeEntry,
} from './outbox.ts'

export type Phase = 'connecting' | 'open' | 'waiting' | 'stopped'

export interface ChatState {
  phase: Phase
  conversationId: string | null
  /** Ordered by seq, each seq once. */
  turns: TurnFrame[]
  outbox: OutboxEntry[]
  typing: boolean
  /** What the server said that belongs to no message. */
  notice: string | null
  /** Acknowledged and not yet answered: the screen keeps its buttons still until then. */
  unanswered: { seq: number; frame: QueuedFrame } | null
  maxTextBytes: number
  maxFileBytes: number
  heartbeatSeconds: number
  /** How many wait for a person before this conversation; null while it waits for nobody. */
  ahead: number | null
}

export type ChatEvent =
  | { type: 'connecting' }
  | { type: 'disconnected' }
  | { type: 'stopped'; message: string }
  | { type: 'frame'; frame: ServerFrame; now: number }
  | { type: 'queued'; entry: OutboxEntry }
  | { type: 'sent'; id: string }
  | { type: 'dropped'; id: string }
  /** What the server refused is to be sent again. */
  | { type: 'retried'; id: string }
  | { type: 'stored'; entries: OutboxEntry[] }
  | { type: 'restarted' }
  | { type: 'notice-closed' }

export function initialState(outbox: OutboxEntry[]): ChatState {
  return {
    phase: 'connecting',
    conversationId: null,
    turns: [],
    outbox,
    typing: false,
    notice: null,
    unanswered: null,
    maxTextBytes: 16 * 1024,
    maxFileBytes: 30 * 1024 * 1024,
    heartbeatSeconds: 25,
    ahead: null,
  }
}

/** Everything that the page shows follows from the events; no clock, no socket, no storage here. */
export function reduceChat(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case 'connecting':
      return { ...state, phase: 'connecting' }
    case 'disconnected':
      return { ...state, phase: 'waiting', typing: false, outbox: markAllUnsent(state.outbox) }
    case 'stopped':
      return { ...state, phase: 'stopped', typing: false, notice: event.message }
    case 'frame':
      return reduceFrame(state, event.frame, event.now)
    case 'queued':
      return { ...state, outbox: addEntry(state.outbox, event.entry) }
    case 'sent':
      return { ...state, outbox: changeEntry(state.outbox, event.id, { sent: true }) }
    case 'dropped':
      return { ...state, outbox: removeEntry(state.outbox, event.id) }
    case 'retried':
      return { ...state, outbox: changeEntry(state.outbox, event.id, { error: null, sent: false }) }
    case 'stored':
      return { ...state, outbox: mergeStored(state.outbox, event.entries) }
    case 'restarted':
      return { ...initialState(state.outbox.filter(isMessage)) }
    case 'notice-closed':
      return { ...state, notice: null }
  }
}

/** An edit or a confirmation belongs to the old conversation's draft; a message may start the new one. */
function isMessage(entry: OutboxEntry): boolean {
  return entry.frame.type === 'message-send'
}

function reduceFrame(state: ChatState, frame: ServerFrame, now: number): ChatState {
  switch (frame.type) {
    case 'welcome':
      return {
        ...(state.conversationId === frame.conversation_id ? state : { ...state, turns: [] }),
        phase: 'open',
        conversationId: frame.conversation_id,
        maxTextBytes: frame.max_text_bytes,
        maxFileBytes: frame.max_attachment_bytes ?? state.maxFileBytes,
        heartbeatSeconds: frame.heartbeat_seconds,
        notice: null,
        // Said again at once where it still waits.
        ahead: null,
        // Whatever was answered meanwhile is replayed now; what was not may be asked again.
        unanswered: null,
      }
    case 'ack':
      return reduceAck(state, frame, now)
    case 'turn':
      return addTurn(state, frame)
    case 'typing':
      return { ...state, typing: frame.on }
    case 'queue':
      return { ...state, ahead: frame.ahead }
    case 'error':
      return reduceError(state, frame, now)
    case 'pong':
      return state
  }
}

type AckFrame = Extract<ServerFrame, { type: 'ack' }>

function reduceAck(state: ChatState, ack: AckFrame, now: number): ChatState {
  const entry = state.outbox.find((other) => entryId(other) === ack.client_message_id)
  if (!entry) return state
  const answered = state.turns.some((turn) => turn.seq > ack.seq && turn.sender !== 'citizen')
  const next: ChatState = {
    ...state,
    outbox: removeEntry(state.outbox, ack.client_message_id),
    unanswered: answered || ack.attended ? state.unanswered : { seq: ack.seq, frame: entry.frame },
  }
  return entry.frame.type === 'message-send'
    ? addTurn(next, ownTurn(ack, entry.frame.text, now))
    : next
}

/** The citizen's own words, shown from the acknowledgement on; the server's copy of the same seq replaces them. */
function ownTurn(ack: AckFrame, text: string, now: number): TurnFrame {
  return {
    type: 'turn',
    seq: ack.seq,
    message_id: '',
    sender: 'citizen',
    text,
    asks: null,
    outcome: null,
    quick_replies: [],
    cards: [],
    client_message_id: ack.client_message_id,
    at: new Date(now).toISOString(),
  }
}

function addTurn(state: ChatState, turn: TurnFrame): ChatState {
  const known = state.turns.find((other) => other.seq === turn.seq)
  if (known && (known.message_id !== '' || turn.message_id === '')) return state
  const others = known ? state.turns.filter((other) => other !== known) : state.turns
  const turns = [...others, turn].sort((a, b) => a.seq - b.seq)
  const answers = turn.sender !== 'citizen'
  return {
    ...state,
    turns,
    typing: answers ? false : state.typing,
    outbox: turn.client_message_id
      ? removeEntry(state.outbox, turn.client_message_id)
      : state.outbox,
    unanswered:
      answers && state.unanswered && turn.seq > state.unanswered.seq ? null : state.unanswered,
  }
}

type ErrorFrame = Extract<ServerFrame, { type: 'error' }>

function reduceError(state: ChatState, frame: ErrorFrame, now: number): ChatState {
  const id = frame.client_message_id
  if (id === null || !state.outbox.some((entry) => entryId(entry) === id)) {
    return { ...state, notice: frame.message }
  }
  const change =
    frame.retry_after_ms === null
      ? { sent: false, error: frame.message }
      : { sent: false, retryAt: now + frame.retry_after_ms }
  return { ...state, outbox: changeEntry(state.outbox, id, change) }
}

/** The last seq without a hole before it: what `hello` names, so that a turn lost on the way is replayed. */
export function lastSeqShown(turns: TurnFrame[]): number {
  let last = 0
  for (const turn of turns) {
    if (turn.seq !== last + 1) break
    last = turn.seq
  }
  return last
}

/** A later turn came and an earlier one did not. */
export function hasGap(turns: TurnFrame[]): boolean {
  return lastSeqShown(turns) < (turns.at(-1)?.seq ?? 0)
}
