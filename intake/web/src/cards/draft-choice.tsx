import { useState } from 'preact/hooks'

interface DraftChoiceProps {
  label: string
  /** What is shown while the row is only read. */
  text: string
  value: string
  options: readonly { label: string; value: string }[]
  editable: boolean
  onSave: (value: string) => void
}

/** One row of the summary whose value is chosen from a list. */
export function DraftChoice({ label, text, value, options, editable, onSave }: DraftChoiceProps) {
  const [open, setOpen] = useState(false)
  if (text === '' && options.length === 0) return null
  const id = `draft-choice-${label}`
  return (
    <div class={open ? 'row editing' : 'row'}>
      <dt>
        <label for={id}>{label}</label>
      </dt>
      <dd>
        {open && editable ? (
          <div class="row-form">
            <select
              id={id}
              value={value}
              onChange={(event) => {
                setOpen(false)
                if (event.currentTarget.value !== value) onSave(event.currentTarget.value)
              }}
            >
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
            <div class="actions">
              <button type="button" class="button small-button" onClick={() => setOpen(false)}>
                取消
              </button>
            </div>
          </div>
        ) : (
          <>
            <span class={text === '' ? 'value missing' : 'value'}>{text || '未定'}</span>
            {editable && options.length > 1 && (
              <button
                type="button"
                class="link row-edit"
                aria-label={`修改${label}`}
                onClick={() => setOpen(true)}
              >
                修改
              </button>
            )}
          </>
        )}
      </dd>
    </div>
  )
}
