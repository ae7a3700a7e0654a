import { useState } from 'preact/hooks'
import type { DraftBusy } from './draft-delivery.ts'

interface DraftFooterProps {
  confidential: boolean
  open: boolean
  editing: boolean
  busy: DraftBusy | null
  onConfidential: (confidential: boolean) => void
  onConfirm: () => void
  onDiscard: () => void
}

const busyTexts = { saving: '正在保存…', confirming: '正在提交…', discarding: '正在放弃…' }

/** Confidentiality and the two ways out: submit, or not. */
export function DraftFooter(props: DraftFooterProps) {
  const { confidential, open, editing, busy } = props
  const [leaving, setLeaving] = useState(false)
  const locked = busy !== null || editing
  if (!open) {
    return <p class="small">{confidential ? '已选择保密：承办单位看不到您的姓名和电话。' : ''}</p>
  }
  return (
    <>
      <fieldset class="confidential" disabled={locked}>
        <legend>要为您保密吗？</legend>
        <label>
          <input
            type="radio"
            name="confidential"
            checked={!confidential}
            onChange={() => props.onConfidential(false)}
          />
          <span>
            不保密 <small>承办单位可以看到联系方式，便于找您核实、答复。</small>
          </span>
        </label>
        <label>
          <input
            type="radio"
            name="confidential"
            checked={confidential}
            onChange={() => props.onConfidential(true)}
          />
          <span>
            保密 <small>承办单位看不到您的姓名和电话，由热线转告结果。</small>
          </span>
        </label>
        <p class="small">不论是否保密，被反映的一方都看不到您是谁。联系方式可以不留。</p>
      </fieldset>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          aria-disabled={locked}
          onClick={() => !locked && props.onConfirm()}
        >
          {busy === null ? '确认提交' : busyTexts[busy]}
        </button>
        {leaving ? (
          <>
            <span>不提交这件诉求？</span>
            <button
              type="button"
              class="link"
              onClick={() => {
                if (!locked) props.onDiscard()
                setLeaving(false)
              }}
            >
              确定放弃
            </button>
            <button type="button" class="link" onClick={() => setLeaving(false)}>
              继续核对
            </button>
          </>
        ) : (
          <button type="button" class="link" onClick={() => setLeaving(true)}>
            先不提交
          </button>
        )}
      </div>
      {editing && <p class="small">请先保存或取消正在修改的内容，再提交。</p>}
    </>
  )
}
