import { useState } from 'preact/hooks'
import type { ProgressCard } from '../../../protocol/chat-frames.ts'
import { ProgressView } from '../cards/progress-card.tsx'
import type { ReceiptCard } from '../chat/latest-cards.ts'
import { Dialog } from './dialog.tsx'
import { loadProgress } from './load-progress.ts'

interface ProgressDialogProps {
  /** The last request of this conversation, so that nobody types a code that the page already shows. */
  receipt: ReceiptCard | null
  onClose: () => void
}

const SHORTEST = 4

export function ProgressDialog({ receipt, onClose }: ProgressDialogProps) {
  const [requestNo, setRequestNo] = useState(receipt?.request_no ?? '')
  const [queryCode, setQueryCode] = useState(receipt?.query_code ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [found, setFound] = useState<ProgressCard | null>(null)

  const look = async () => {
    if (busy) return
    if (requestNo.trim().length < SHORTEST || queryCode.trim().length < SHORTEST) {
      setProblem('请把受理编号和查询码填写完整，它们在您提交后的回执上。')
      return
    }
    setBusy(true)
    const answer = await loadProgress(requestNo.trim(), queryCode.trim())
    setBusy(false)
    setFound('found' in answer ? answer.found : null)
    setProblem('problem' in answer ? answer.problem : null)
  }

  return (
    <Dialog title="查进度" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void look()
        }}
      >
        <label class="field">
          <span>受理编号</span>
          <input
            value={requestNo}
            autocomplete="off"
            onInput={(event) => setRequestNo(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>查询码</span>
          <input
            value={queryCode}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            onInput={(event) => setQueryCode(event.currentTarget.value)}
          />
        </label>
        {problem !== null && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <div class="actions">
          <button type="submit" class="button primary" aria-disabled={busy}>
            {busy ? '正在查询…' : '查询'}
          </button>
        </div>
      </form>
      <div aria-live="polite">{found && <ProgressView card={found} />}</div>
    </Dialog>
  )
}
