import { Button, Input, Select } from 'antd'
import { fieldTexts, reasonCodes } from './decision-form.ts'
import type { Claim } from './use-claim.ts'
import type { DecisionForm } from './use-decision-form.ts'

interface ConfirmBarProps {
  form: DecisionForm
  claim: Claim
  disabled: boolean
  sending: boolean
  /** Why it cannot be confirmed now; null when it can. */
  obstacle: string | null
  onConfirm: () => void
}

/** The reason for a change, a note, and the one button that sends the order out (R12: a person, by name). */
export function ConfirmBar(props: ConfirmBarProps) {
  const { form, disabled, sending, obstacle, onConfirm } = props
  return (
    <div className="confirm-bar">
      {form.needsReason && (
        <div className="reason-row" id="field-reason">
          <Select<string | null>
            aria-label="改动原因"
            placeholder="改动原因（必选）"
            disabled={disabled}
            options={reasonCodes.map((row, index) => ({
              value: row.value,
              label: `${index + 1} ${row.label}`,
            }))}
            value={form.reason}
            onChange={form.setReason}
          />
          <Input
            aria-label="说明"
            placeholder="说明（选填）"
            maxLength={1000}
            disabled={disabled}
            value={form.note}
            onChange={(event) => form.setNote(event.target.value)}
          />
        </div>
      )}
      <div className="confirm-row">
        <p className="confirm-state" role="status">
          {obstacle ?? confirmText(form)}
        </p>
        {(form.restored || form.changed.length > 0) && !disabled && (
          <Button onClick={form.reset}>恢复建议</Button>
        )}
        <Button
          type="primary"
          size="large"
          loading={sending}
          disabled={obstacle !== null}
          onClick={onConfirm}
        >
          确认派单 <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </div>
  )
}

function confirmText(form: DecisionForm): string {
  if (form.changed.length === 0) return '与建议一致'
  return `已改：${form.changed.map((field) => fieldTexts[field]).join('、')}`
}
