import { expect, test } from 'vitest'
import type { ServerFrame, TurnFrame } from '../../../protocol/chat-frames.ts'
import { draftDelivery } from '../cards/draft-delivery.ts'
import type { ChatEvent, ChatState } from './chat-state.ts'
import { hasGap, initialState, lastSeqShown, reduceChat } from './chat-state.ts'
import type { DraftCard } from './latest-cards.ts'
import { filesOf, lastReceipt, openReplies, viewDraft } from './latest-cards.ts'
import type { QueuedFrame } from './outbox.ts'
import { newEntry } from './outbox.ts'

const run = (events: ChatEvent[], state = initialState([])): ChatState =>
  events.reduce(reduceChat, state)
const frame = (value: ServerFrame): ChatEvent => ({ type: 'frame', frame: value, now: 1_000 })
const queued = (value: QueuedFrame): ChatEvent => ({ type: 'queued', entry: newEntry(value, 1) })
const welcome = (conversation: string): ChatEvent =>
  frame({
    v: 1,
    type: 'welcome',
    conversation_id: conversation,
    resume_token: null,
    last_seq: 0,
    resumed: true,
    heartbeat_seconds: 20,
    max_text_bytes: 16384,
  })
const turn = (seq: number, change: Partial<TurnFrame> = {}): TurnFrame => ({
  type: 'turn',
  seq,
  message_id: `message-${seq}`,
  sender: 'assistant',
  text: '请问在哪里？',
  asks: null,
  outcome: null,
  quick_replies: [],
  cards: [],
  client_message_id: null,
  at: '2026-01-01T00:00:00Z',
  ...change,
})
const say: QueuedFrame = { type: 'message-send', client_message_id: 'mine-0001', text: '停水了' }
const ack = (id: string, seq: number): ChatEvent =>
  frame({ type: 'ack', client_message_id: id, seq, duplicate: false })

test('an acknowledged message becomes a turn, and the replayed copy does not double it', () => {
  const acked = run([welcome('a'), queued(say), ack('mine-0001', 1)])
  expect(acked.outbox).toEqual([])
  expect(acked.turns.map((one) => [one.seq, one.text])).toEqual([[1, '停水了']])
  const copy = turn(1, { sender: 'citizen', text: '停水了', client_message_id: 'mine-0001' })
  const replayed = run([frame(copy), frame(copy), frame(turn(2)), frame(turn(2))], acked)
  expect(replayed.turns.map((one) => one.message_id)).toEqual(['message-1', 'message-2'])
})

test('turns that arrive out of order are shown in order, and a hole is noticed', () => {
  const state = run([welcome('a'), frame(turn(3)), frame(turn(1))])
  expect(state.turns.map((one) => one.seq)).toEqual([1, 3])
  expect(lastSeqShown(state.turns)).toBe(1)
  expect(hasGap(state.turns)).toBe(true)
  expect(hasGap(run([frame(turn(2))], state).turns)).toBe(false)
})

test('a replayed turn of my own message settles the queue even if its acknowledgement was lost', () => {
  const mine = turn(1, { sender: 'citizen', client_message_id: 'mine-0001' })
  expect(run([welcome('a'), queued(say), frame(mine)]).outbox).toEqual([])
})

test('a lost connection keeps the turns and makes everything unsent again', () => {
  const sent = run([
    welcome('a'),
    frame(turn(1)),
    queued(say),
    { type: 'sent', id: 'mine-0001' },
    { type: 'disconnected' },
  ])
  expect(sent.phase).toBe('waiting')
  expect(sent.outbox.map((entry) => entry.sent)).toEqual([false])
  expect(run([welcome('a')], sent).turns).toHaveLength(1)
  expect(run([welcome('b')], sent).turns).toEqual([])
})

test('a refused message stays with its reason; a postponed one waits; other errors are a notice', () => {
  const error = (id: string | null, wait: number | null): ChatEvent =>
    frame({
      type: 'error',
      code: 'chat.some',
      message: '内容太长',
      client_message_id: id,
      retry_after_ms: wait,
      fatal: false,
    })
  const state = run([welcome('a'), queued(say)])
  expect(run([error('mine-0001', null)], state).outbox[0]?.error).toBe('内容太长')
  expect(run([error('mine-0001', 2_000)], state).outbox[0]?.retryAt).toBe(3_000)
  expect(run([error(null, null)], state).notice).toBe('内容太长')
})

test('starting over keeps unsent words and forgets what belonged to the old draft', () => {
  const confirm: QueuedFrame = {
    type: 'draft-confirm',
    client_message_id: 'confirm-1',
    draft_id: 'd',
    draft_version: 1,
  }
  const state = run([welcome('a'), frame(turn(1)), queued(say), queued(confirm)])
  const fresh = run([{ type: 'restarted' }], state)
  expect(fresh.turns).toEqual([])
  expect(fresh.outbox.map((entry) => entry.frame.type)).toEqual(['message-send'])
})

const draft = (version: number): DraftCard => ({
  type: 'draft',
  draft_id: 'd',
  version,
  state: 'open',
  title: '电梯故障',
  description: '坏了三天',
  kind_text: '投诉',
  class_text: '',
  place_text: '',
  address: '',
  contact_name: '',
  contact_phone: '',
  confidential: false,
  deadline_text: '',
})

test('a confirmation keeps the draft busy from the press until it is answered', () => {
  const confirm: QueuedFrame = {
    type: 'draft-confirm',
    client_message_id: 'confirm-1',
    draft_id: 'd',
    draft_version: 1,
  }
  const pressed = run([welcome('a'), frame(turn(1, { cards: [draft(1)] })), queued(confirm)])
  expect(draftDelivery(pressed, 'd').busy).toBe('confirming')
  expect(draftDelivery(pressed, 'other').busy).toBeNull()
  const acked = run([ack('confirm-1', 2)], pressed)
  expect(draftDelivery(acked, 'd').busy).toBe('confirming')
  const filed = run([frame(turn(3, { outcome: 'request_filed' }))], acked)
  expect(draftDelivery(filed, 'd').busy).toBeNull()
  expect(viewDraft(filed.turns, 1, draft(1))).toEqual({ newest: true, state: 'confirmed' })
})

test('only the newest card of a draft is open to editing; an edit on its way is shown at once', () => {
  const edit: QueuedFrame = {
    type: 'draft-edit',
    client_message_id: 'edit-0001',
    draft_id: 'd',
    draft_version: 2,
    changes: { title: '电梯三天未修' },
  }
  const turns = [turn(1, { cards: [draft(1)] }), turn(2, { cards: [draft(2)] })]
  expect(viewDraft(turns, 1, draft(1)).newest).toBe(false)
  expect(viewDraft(turns, 2, draft(2))).toEqual({ newest: true, state: 'open' })
  const state = run([welcome('a'), queued(edit)])
  expect(draftDelivery(state, 'd').changes).toEqual({ title: '电梯三天未修' })
})

test('quick replies hold until somebody speaks; the last receipt is found', () => {
  const replies = [{ label: '跳过', value: 'skip' }]
  expect(openReplies([turn(1, { quick_replies: replies })])).toEqual(replies)
  expect(
    openReplies([turn(1, { quick_replies: replies }), turn(2, { sender: 'citizen' })]),
  ).toEqual([])
  const receipt = { type: 'receipt' as const, request_no: 'N1', query_code: 'C1', next: [] }
  expect(lastReceipt([turn(1, { cards: [receipt] }), turn(2)])).toEqual(receipt)
})

test('the place in the queue follows the server, and is forgotten with the line', () => {
  const waits = run([welcome('a'), frame({ type: 'queue', ahead: 2 })])
  expect(waits.ahead).toBe(2)
  expect(run([frame({ type: 'queue', ahead: null })], waits).ahead).toBeNull()
  expect(run([welcome('a')], waits).ahead).toBeNull()
})

test('the files of a summary are those of the messages that it names', () => {
  const file = {
    id: 'f1',
    kind: 'image',
    media_type: 'image/jpeg',
    bytes: 1,
    name: 'a.jpg',
  } as const
  const shown = { ...file, width: 1, height: 1, url: '/f1', thumbnail_url: null }
  const turns = [turn(1, { attachments: [shown] }), turn(2, { attachments: [shown, shown] })]
  const sent = [
    { message_id: 'message-1', count: 1 },
    { message_id: 'elsewhere', count: 2 },
  ]
  expect(filesOf(turns, { attachments: sent })).toEqual({ count: 3, files: [shown] })
})
