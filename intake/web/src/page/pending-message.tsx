import type { OutboxEntry } from '../chat/outbox.ts'
import { entryId } from '../chat/outbox.ts'

interface PendingMessageProps {
  entry: OutboxEntry
  online: boolean
  onDrop: (id: string) => void
  onRewrite: (id: string, text: string) => void
}

/** Words that the server has not acknowledged yet, with their state in plain text. */
export function PendingMessage({ entry, online, onDrop, onRewrite }: PendingMessageProps) {
  if (entry.frame.type !== 'message-send') return null
  const { text } = entry.frame
  const id = entryId(entry)
  return (
    <article class="turn citizen pending">
      <p class="bubble">
        <span class="visually-hidden">您说：</span>
        {text}
      </p>
      {entry.error === null ? (
        <p class="delivery">{online ? '发送中…' : '待发送，恢复连接后自动发送'}</p>
      ) : (
        <p class="delivery wrong">
          没有送达：{entry.error}
          <button type="button" class="link" onClick={() => onRewrite(id, text)}>
            修改后重发
          </button>
          <button type="button" class="link" onClick={() => onDrop(id)}>
            删除
          </button>
        </p>
      )}
    </article>
  )
}
