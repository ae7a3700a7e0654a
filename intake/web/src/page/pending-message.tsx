import { UploadList } from '../attach/attachment-list.tsx'
import type { Upload } from '../attach/upload-entries.ts'
import type { Uploads } from '../attach/uploads.ts'
import type { OutboxEntry } from '../chat/outbox.ts'
import { entryId } from '../chat/outbox.ts'

interface PendingMessageProps {
  entry: OutboxEntry
  online: boolean
  /** Its files. */
  files: readonly Upload[]
  uploads: Pick<Uploads, 'cancel' | 'retry'>
  onDrop: (id: string) => void
  onRewrite: (id: string, text: string) => void
}

/** Words that the server has not acknowledged yet, with their state in plain text. */
export function PendingMessage(props: PendingMessageProps) {
  const { entry, online, files, uploads, onDrop, onRewrite } = props
  if (entry.frame.type !== 'message-send') return null
  const { text, pin } = entry.frame
  const id = entryId(entry)
  // The last thing of a message taken away is the message taken away.
  const cancel = (fileId: string) => {
    if (text === '' && !pin && files.length === 1) onDrop(id)
    else uploads.cancel(fileId)
  }
  return (
    <article class="turn citizen pending">
      <p class="bubble">
        <span class="visually-hidden">您说：</span>
        {text}
        {text === '' && (pin ? '我的位置' : `${files.length} 个文件`)}
      </p>
      <UploadList uploads={files} onCancel={cancel} onRetry={uploads.retry} />
      {entry.error === null ? (
        <p class="delivery">{deliveryText(online, files)}</p>
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

function deliveryText(online: boolean, files: readonly Upload[]): string {
  if (!online) return '待发送，恢复连接后自动发送'
  if (files.some(({ state }) => state === 'failed')) return '有文件没有传上去，请重试或者去掉'
  return files.some(({ state }) => state !== 'done') ? '文件传完就发送…' : '发送中…'
}
