import type { Card, TurnFrame } from '../../../protocol/chat-frames.ts'
import type { ChatState } from '../../../web/src/chat/chat-state.ts'

/** A card as the template shows it: lines of name and text, and what can be tapped. */
export interface ViewCard {
  key: string
  type: Card['type']
  title: string
  lines: { name: string; text: string; field: string }[]
  phones: { name: string; number: string }[]
  /** Set on a draft that may still be changed or confirmed. */
  draft: { id: string; version: number } | null
}

export interface ViewTurn {
  key: string
  mine: boolean
  sender: string
  text: string
  cards: ViewCard[]
}

export interface ViewChat {
  turns: ViewTurn[]
  /** Sent and not yet acknowledged, or refused. */
  pending: { id: string; text: string; error: string }[]
  replies: { label: string; value: string }[]
  typing: boolean
  /** Empty when connected and waiting for nobody. */
  line: string
  notice: string
}

const senders: Record<TurnFrame['sender'], string> = {
  citizen: '我',
  assistant: '智能助手',
  staff: '人工坐席',
  system: '系统通知',
}
/** Where one stands in the queue for a person, as it changes. */
const queueText = (ahead: number): string =>
  ahead === 0 ? '正在转人工，下一位就是您。' : `正在转人工，前面还有${ahead}位。`

const FEW_REPLIES = 3

type DraftCard = Extract<Card, { type: 'draft' }>

function filesText({ attachments = [] }: DraftCard): string {
  const count = attachments.reduce((sum, sent) => sum + sent.count, 0)
  return count === 0 ? '' : `您发来的${count}个文件会一起提交`
}

function draftLines(card: DraftCard) {
  return [
    { name: '标题', text: card.title, field: 'title' },
    { name: '内容', text: card.description, field: 'description' },
    { name: '地点', text: card.address || card.place_text, field: 'address' },
    { name: '称呼', text: card.contact_name || '未填', field: 'contact_name' },
    { name: '电话', text: card.contact_phone || '未填', field: 'contact_phone' },
    { name: '保密', text: card.confidential ? '是' : '否', field: 'confidential' },
    { name: '附件', text: filesText(card), field: '' },
    { name: '时限', text: card.deadline_text, field: '' },
  ].filter(({ text }) => text !== '')
}

const plain = (name: string, text: string | null) =>
  text === null || text === '' ? [] : [{ name, text, field: '' }]

function viewCard(card: Card, key: string): ViewCard {
  const empty = { key, type: card.type, title: '', lines: [], phones: [], draft: null }
  switch (card.type) {
    case 'draft':
      return {
        ...empty,
        title: '请核对诉求',
        lines: draftLines(card),
        draft: card.state === 'open' ? { id: card.draft_id, version: card.version } : null,
      }
    case 'receipt':
      return {
        ...empty,
        title: '已登记',
        lines: [
          ...plain('编号', card.request_no),
          ...plain('查询码', card.query_code),
          ...card.next.flatMap((text, i) => plain(`接下来${i + 1}`, text)),
        ],
      }
    case 'emergency':
      return {
        ...empty,
        title: '情况紧急，请立即拨打',
        phones: card.numbers.map(({ name, number }) => ({ name, number })),
        lines: card.advice.flatMap((text) => plain('请注意', text)),
      }
    case 'answer':
      return {
        ...empty,
        title: card.title,
        lines: [...plain('依据', card.source), ...plain('负责单位', card.owner)],
      }
    case 'channel':
      return {
        ...empty,
        title: card.name,
        lines: [...plain('原因', card.why), ...card.how.flatMap((text) => plain('办法', text))],
      }
    case 'progress':
      return {
        ...empty,
        title: card.title,
        lines: [
          ...plain('编号', card.request_no),
          ...plain('状态', card.status_text),
          ...plain('承办', card.unit),
          ...plain('答复', card.reply),
        ],
      }
  }
}

function lineText(state: ChatState): string {
  if (state.phase === 'open') return state.ahead === null ? '' : queueText(state.ahead)
  return state.phase === 'connecting' ? '正在连接…' : '网络不通，写的话会保存，恢复后自动发送。'
}

/** Only the newest form of a draft can be changed. */
function newestDrafts(turns: readonly TurnFrame[]): Map<string, number> {
  const newest = new Map<string, number>()
  for (const card of turns.flatMap((turn) => turn.cards)) {
    if (card.type === 'draft') newest.set(card.draft_id, card.version)
  }
  return newest
}

/** The chat's state as plain data for the template, which cannot compute. `elder` leaves fewer choices. */
export function viewChat(state: ChatState, { elder }: { elder: boolean }): ViewChat {
  const newest = newestDrafts(state.turns)
  const turns = state.turns.map(
    (turn): ViewTurn => ({
      key: String(turn.seq),
      mine: turn.sender === 'citizen',
      sender: senders[turn.sender],
      text: turn.text,
      cards: turn.cards
        .map((card, i) => viewCard(card, `${turn.seq}-${i}`))
        .map((card) =>
          card.draft && newest.get(card.draft.id) !== card.draft.version
            ? { ...card, draft: null }
            : card,
        ),
    }),
  )
  const last = state.turns.at(-1)
  const replies = last && last.sender !== 'citizen' && !state.unanswered ? last.quick_replies : []
  return {
    turns,
    pending: state.outbox.flatMap(({ frame, error }) =>
      frame.type === 'message-send'
        ? [{ id: frame.client_message_id, text: frame.text, error: error ?? '' }]
        : [],
    ),
    replies: elder ? replies.slice(0, FEW_REPLIES) : replies,
    typing: state.typing,
    line: lineText(state),
    notice: state.notice ?? '',
  }
}
