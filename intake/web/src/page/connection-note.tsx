import type { ChatState } from '../chat/chat-state.ts'

interface ConnectionNoteProps {
  state: ChatState
  onRetry: () => void
  onClose: () => void
}

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
