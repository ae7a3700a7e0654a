import type { ChatState } from '../chat/chat-state.ts'

interface ConnectionNoteProps {
  state: ChatState
  onRetry: () => void
  onClose: () => void
}

/** Where one stands in the queue for a person, as it changes. */
export const queueText = (ahead: number): string =>
  ahead === 0
    ? '正在为您转人工，下一位就是您。等待时可以接着说。'
    : `正在为您转人工，前面还有 ${ahead} 位。等待时可以接着说。`

/** How the line stands, in words. Silent while all is well. */
export function ConnectionNote({ state, onRetry, onClose }: ConnectionNoteProps) {
  return (
    <div class="connection" role="status">
      {state.phase === 'connecting' && state.turns.length === 0 && <p>正在连接…</p>}
      {(state.phase === 'waiting' || (state.phase === 'connecting' && state.turns.length > 0)) && (
        <p class="warn">
          已断开，正在重新连接。您可以继续写，消息会在恢复后发送。
          <button type="button" class="link" onClick={onRetry}>
            立即重试
          </button>
        </p>
      )}
      {state.phase === 'open' && state.ahead !== null && (
        <p class="queue">{queueText(state.ahead)}</p>
      )}
      {state.phase === 'stopped' && (
        <p class="warn">
          {state.notice}
          <button type="button" class="link" onClick={onRetry}>
            重新连接
          </button>
        </p>
      )}
      {state.phase !== 'stopped' && state.notice !== null && (
        <p class="warn">
          {state.notice}
          <button type="button" class="link" onClick={onClose}>
            知道了
          </button>
        </p>
      )}
    </div>
  )
}
