import { describe, expect, it } from 'vitest'
import type { TurnFrame } from '../../../protocol/chat-frames.ts'
import { initialState } from '../../../web/src/chat/chat-state.ts'
import { viewChat } from './view-chat.ts'
import { actionsOf } from './view-request.ts'

const draft = (version: number): TurnFrame['cards'][number] => ({
  type: 'draft',
  draft_id: 'd1',
  version,
  state: 'open',
  title: '电梯坏了',
  description: '2号楼电梯坏了三天',
  kind_text: '投诉',
  class_text: '',
  place_text: '甲区一街道',
  address: '',
  contact_name: '',
  contact_phone: '',
  confidential: false,
  deadline_text: '7天内',
})
const turn = (seq: number, part: Partial<TurnFrame>): TurnFrame => ({
  type: 'turn',
  seq,
  message_id: `m${seq}`,
  sender: 'assistant',
  text: '请核对',
  asks: null,
  outcome: null,
  quick_replies: [],
  cards: [],
  client_message_id: null,
  at: '2026-03-01T00:00:00Z',
  ...part,
})
const replies = ['一', '二', '三', '四', '五'].map((label) => ({ label, value: label }))

describe('the chat as the template shows it', () => {
  it('tells the place in the queue and the files that go with a draft', () => {
    const card = { ...draft(1), attachments: [{ message_id: 'm1', count: 2 }] }
    const state = {
      ...initialState([]),
      phase: 'open' as const,
      ahead: 1,
      turns: [turn(1, { cards: [card] })],
    }
    const view = viewChat(state, { elder: false })
    expect(view.line).toContain('前面还有1位')
    expect(view.turns[0]?.cards[0]?.lines.map(({ text }) => text).join()).toContain('2个文件')
  })

  it('lets only the newest form of a draft be changed', () => {
    const state = {
      ...initialState([]),
      phase: 'open' as const,
      turns: [turn(1, { cards: [draft(1)] }), turn(2, { cards: [draft(2)] })],
    }
    const { turns } = viewChat(state, { elder: false })
    expect(turns.map(({ cards }) => cards[0]?.draft)).toEqual([null, { id: 'd1', version: 2 }])
    expect(turns[1]?.cards[0]?.lines).toContainEqual({
      name: '电话',
      text: '未填',
      field: 'contact_phone',
    })
  })
  it('offers fewer choices in the version for the elderly, and none while an answer is awaited', () => {
    const state = {
      ...initialState([]),
      phase: 'open' as const,
      turns: [turn(1, { quick_replies: replies })],
    }
    expect(viewChat(state, { elder: false }).replies).toHaveLength(5)
    expect(viewChat(state, { elder: true }).replies).toHaveLength(3)
    const asked = {
      type: 'draft-discard' as const,
      client_message_id: 'x'.repeat(8),
      draft_id: 'd1',
    }
    expect(
      viewChat({ ...state, unanswered: { seq: 2, frame: asked } }, { elder: false }).replies,
    ).toEqual([])
  })
  it('keeps what is not sent in sight, and says why', () => {
    const frame = { type: 'message-send' as const, client_message_id: 'm'.repeat(8), text: '您好' }
    const state = initialState([{ frame, queuedAt: 1, sent: false, retryAt: 0, error: '太长' }])
    const view = viewChat({ ...state, phase: 'waiting' }, { elder: false })
    expect(view.pending).toEqual([{ id: 'm'.repeat(8), text: '您好', error: '太长' }])
    expect(view.line).toContain('恢复后自动发送')
  })
})

it('offers what fits the state of a request', () => {
  const texts = (status: string) =>
    actionsOf({ request_no: '1', status }).map(({ choice }) => choice)
  expect(texts('handling')).toEqual(['order:add_facts:1', 'order:remind:1', 'order:withdraw:1'])
  expect(texts('following_up')[0]).toBe('order:rate:1')
  expect(texts('closed')).toEqual([])
})
