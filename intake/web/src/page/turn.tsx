import type { Card, Pin, TurnFrame } from '../../../protocol/chat-frames.ts'
import { AttachmentList } from '../attach/attachment-list.tsx'
import { AnswerCardView } from '../cards/answer-card.tsx'
import { ChannelCardView } from '../cards/channel-card.tsx'
import { DraftCardView } from '../cards/draft-card.tsx'
import { EmergencyCardView } from '../cards/emergency-card.tsx'
import { ProgressView } from '../cards/progress-card.tsx'
import { ReceiptCardView } from '../cards/receipt-card.tsx'
import type { ChatState } from '../chat/chat-state.ts'
import type { ChatClient } from '../socket.ts'
import { showDayAndTime, showTime } from './format.ts'

interface TurnProps {
  turn: TurnFrame
  before: TurnFrame | null
  state: ChatState
  client: ChatClient
}

const senders = {
  citizen: '您说：',
  assistant: '助手：',
  staff: '工作人员：',
  system: '系统提示：',
}
const PAUSE_MS = 10 * 60_000

export function Turn({ turn, before, state, client }: TurnProps) {
  const { attachments = [], pin } = turn
  const silent = turn.text === '' && turn.cards.length === 0
  if (silent && attachments.length === 0 && !pin) return null
  const paused = !before || Date.parse(turn.at) - Date.parse(before.at) > PAUSE_MS
  return (
    <article class={`turn ${turn.sender}`}>
      {paused && <p class="pause">{showDayAndTime(turn.at)}</p>}
      {turn.sender === 'staff' && <p class="sender">工作人员</p>}
      {turn.text !== '' && (
        <p class="bubble">
          <span class="visually-hidden">{senders[turn.sender]}</span>
          {turn.text}
        </p>
      )}
      {attachments.length > 0 && <AttachmentList attachments={attachments} />}
      {pin && <PinNote pin={pin} />}
      {turn.cards.map((card) => (
        <CardView key={cardKey(card)} card={card} turn={turn} state={state} client={client} />
      ))}
      {turn.sender === 'citizen' && <p class="delivery">已送达 {showTime(turn.at)}</p>}
    </article>
  )
}

/** A position in words; the dispatcher sees the point on a map. */
function PinNote({ pin }: { pin: Pin }) {
  const radius = pin.accuracy > 0 ? `，误差约 ${Math.round(pin.accuracy)} 米` : ''
  return (
    <p class="bubble pin-note">
      <span class="visually-hidden">您发送了</span>
      位置：北纬 {pin.lat.toFixed(4)}，东经 {pin.lng.toFixed(4)}
      {radius}
    </p>
  )
}

interface CardViewProps {
  card: Card
  turn: TurnFrame
  state: ChatState
  client: ChatClient
}

/** One turn never shows the same thing twice. */
function cardKey(card: Card): string {
  switch (card.type) {
    case 'draft':
      return `draft ${card.draft_id}`
    case 'answer':
      return `answer ${card.article}`
    case 'channel':
      return `channel ${card.name}`
    case 'receipt':
    case 'progress':
      return `${card.type} ${card.request_no}`
    case 'emergency':
      return 'emergency'
  }
}

function askedBefore({ turns }: ChatState, seq: number): string {
  return turns.filter((turn) => turn.sender === 'citizen' && turn.seq < seq).at(-1)?.text ?? ''
}

function CardView({ card, turn, state, client }: CardViewProps) {
  switch (card.type) {
    case 'draft':
      return <DraftCardView card={card} seq={turn.seq} state={state} client={client} />
    case 'receipt':
      return <ReceiptCardView card={card} client={client} />
    case 'emergency':
      return <EmergencyCardView card={card} />
    case 'answer':
      return <AnswerCardView card={card} question={askedBefore(state, turn.seq)} />
    case 'channel':
      return <ChannelCardView card={card} />
    case 'progress':
      return (
        <section class="card" aria-label="办理进度">
          <h2>办理进度</h2>
          <ProgressView card={card} />
        </section>
      )
    default:
      // A card of a later protocol version: its turn's text says the same in words.
      return null
  }
}
