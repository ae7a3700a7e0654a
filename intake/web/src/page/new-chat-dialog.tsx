import { Dialog } from './dialog.tsx'

interface NewChatDialogProps {
  unsent: number
  onClose: () => void
  onConfirm: () => void
}

export function NewChatDialog({ unsent, onClose, onConfirm }: NewChatDialogProps) {
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
    </Dialog>
  )
}
