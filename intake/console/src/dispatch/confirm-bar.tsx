import { Button, Input } from 'antd'
import type { Choices } from './choices.ts'
import { reasonCodes } from './decision-form.ts'
import { DiffList } from './diff-list.tsx'
import { diffRows } from './diff-text.ts'
import type { DecisionForm } from './use-decision-form.ts'

interface ConfirmBarProps {
  form: DecisionForm
  choices: Choices
  disabled: boolean
  sending: boolean
  /** Why it cannot be confirmed now; null when it can. */
  obstacle: string | null
  onConfirm: () => void
}

/** What differs from the proposal, the reason for it in one press, a note, and the one button that sends the order out (R12: a person, by name). */
export function ConfirmBar(props: ConfirmBarProps) {
  const { form, choices, disabled, sending, obstacle, onConfirm } = props
  return (
    <div className="confirm-bar">
      {form.needsReason && (
        <>
          <DiffList rows={diffRows(form, choices)} />
          <ReasonRow form={form} disabled={disabled} />
        </>
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

function ReasonRow({ form, disabled }: Pick<ConfirmBarProps, 'form' | 'disabled'>) {
  return (
    <fieldset className="reason-row" id="field-reason">
      <legend>改动原因（Alt + 数字）</legend>
      <div className="reasons">
        {reasonCodes.map((row, index) => (
          <button
            key={row.value}
            type="button"
            aria-pressed={form.reason === row.value}
            disabled={disabled}
            onClick={() => form.setReason(row.value)}
          >
            <kbd>{index + 1}</kbd> {row.label}
          </button>
        ))}
      </div>
      <Input
        size="small"
        aria-label="说明"
        placeholder="说明（选填）"
        maxLength={1000}
        disabled={disabled}
        value={form.note}
        onChange={(event) => form.setNote(event.target.value)}
      />
    </fieldset>
  )
}

function confirmText(form: DecisionForm): string {
  if (form.changed.length === 0) return '与建议一致'
  return `改动 ${form.changed.length} 项`
}
