import { Modal } from 'antd'
import { dialogContainer } from '../shared/dialog-container.ts'

const keys = [
  ['j / k', '下一件 / 上一件'],
  ['1 – 5', '选第几个主办单位候选'],
  ['Ctrl + Enter', '确认派单'],
  ['u', '搜索主办单位'],
  ['c', '搜索事项'],
  ['p', '修改地点'],
  ['r', '选改动原因'],
  ['Alt + 1 – 6', '直接定改动原因'],
  ['Esc', '离开输入框'],
  ['?', '本页'],
] as const

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal
      getContainer={dialogContainer}
      open={open}
      title="键盘操作"
      footer={null}
      onCancel={onClose}
      width={420}
    >
      <dl className="keys">
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">与建议一致的工单，按 Ctrl+Enter 一次即派出，并自动打开下一件。</p>
    </Modal>
  )
}
