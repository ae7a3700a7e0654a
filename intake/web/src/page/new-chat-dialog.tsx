import { useState } from 'preact/hooks'
import { Dialog } from './dialog.tsx'

interface NewChatDialogProps {
  unsent: number
  onClose: () => void
  onConfirm: () => void
  onPickUp: (code: string) => void
}

export function NewChatDialog({ unsent, onClose, onConfirm, onPickUp }: NewChatDialogProps) {
  return (
    <Dialog title="开始新的对话？" onClose={onClose}>
      <p>
        这台设备上将不再显示现在的对话。已提交的诉求不受影响，凭受理编号和查询码随时可以查进度。
      </p>
      {unsent > 0 && <p class="warn">有 {unsent} 条消息还没有送达，它们会发送到新的对话里。</p>}
      <div class="actions">
        <button type="button" class="button primary" onClick={onConfirm}>
          开始新的对话
        </button>
        <button type="button" class="button" onClick={onClose}>
          返回
        </button>
      </div>
      <PickUp onPickUp={onPickUp} />
    </Dialog>
  )
}

/** The code comes from the other device ("换手机继续"): the same conversation goes on here. */
function PickUp({ onPickUp }: { onPickUp: (code: string) => void }) {
  const [code, setCode] = useState('')
  return (
    <form
      class="pick-up"
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() !== '') onPickUp(code.trim())
      }}
    >
      <h3>换设备继续</h3>
      <p class="small">在原来的设备上说“换手机继续”，会得到一个续谈码，填在这里就能接着说。</p>
      <label for="pickup-code">续谈码</label>
      <div class="actions">
        <input
          id="pickup-code"
          value={code}
          maxLength={20}
          autocomplete="off"
          autocapitalize="characters"
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={code.trim() === ''}>
          接着谈
        </button>
      </div>
    </form>
  )
}
