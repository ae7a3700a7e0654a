import { useState } from 'preact/hooks'
import type { ReceiptCard } from '../chat/latest-cards.ts'
import type { ChatClient } from '../socket.ts'
import { newMessageId } from '../socket.ts'
import { copyText } from './copy-text.ts'

/** The receipt: number and secret code (the only key to the progress; there is no account), and what comes next. */
export function ReceiptCardView({ card, client }: { card: ReceiptCard; client: ChatClient }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => {
    setCopied(await copyText(`受理编号 ${card.request_no}，查询码 ${card.query_code}`))
  }
  const ask = () => {
    client.send({
      type: 'progress-ask',
      client_message_id: newMessageId(),
      request_no: card.request_no,
      query_code: card.query_code,
    })
  }
  return (
    <section class="card receipt" aria-label="受理回执">
      <h2>已受理</h2>
      <dl class="facts">
        <dt>受理编号</dt>
        <dd class="code">{card.request_no}</dd>
        <dt>查询码</dt>
        <dd class="code secret">{card.query_code}</dd>
      </dl>
      <p class="keep">请保存编号和查询码，凭它们查进度。查询码不要告诉别人。</p>
      <div class="actions">
        <button type="button" class="button" onClick={() => void copy()}>
          复制编号和查询码
        </button>
        <button type="button" class="button" onClick={ask}>
          看进度
        </button>
        <span role="status">
          {copied !== null && (copied ? '已复制' : '没能复制，请手抄或截屏')}
        </span>
      </div>
      {card.next.length > 0 && (
        <>
          <h3>接下来</h3>
          <ol>
            {card.next.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
