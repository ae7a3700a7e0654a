import { Modal } from 'antd'
import { dialogContainer } from '../shared/dialog-container.ts'

const keys = [
  ['j / k', '下一件 / 上一件'],
  ['1 – 5', '选第几个主办单位候选'],
  ['Ctrl + Enter', '确认派单'],
  ['z', '撤销刚确认的工单（派出之前）'],
  ['f', '快速确认把握高的诉求'],
  ['u / s / o', '主办单位 / 协办单位 / 抄送'],
  ['c / y', '事项 / 诉求类型'],
  ['p', '地点'],
  ['m / d', '派单方式 / 办理时限'],
  ['Alt + 1 – 6', '定改动原因（r 跳到原因）'],
  ['v / w / g', '对话 / 为什么 / 相关诉求'],
  ['a / h / x', '问市民 / 会商 / 拆分'],
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
