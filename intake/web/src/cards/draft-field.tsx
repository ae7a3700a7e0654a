import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { textFields } from './draft-fields.ts'

interface DraftFieldProps {
  field: (typeof textFields)[number]
  value: string
  editable: boolean
  /** The text to begin editing with; null while the row is only read. */
  editing: string | null
  onEdit: () => void
  onCancel: () => void
  onSave: (value: string) => void
}

/** One row of the summary: read, tap, change in place. The focus returns to the row afterwards. */
export function DraftField(props: DraftFieldProps) {
  const { field, value, editable } = props
  const editing = props.editing !== null
  const opener = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useLayoutEffect(() => {
    if (wasEditing.current && !editing) opener.current?.focus({ preventScroll: true })
    wasEditing.current = editing
  }, [editing])
  return (
    <div class={editing ? 'row editing' : 'row'}>
      <dt id={`draft-${field.name}`}>{field.label}</dt>
      <dd>
        {editing ? (
          <FieldEditor {...props} text={props.editing ?? value} />
        ) : (
          <>
            <span class={value === '' ? 'value missing' : 'value'}>{value || '未填'}</span>
            {editable && (
              <button
                ref={opener}
                type="button"
                class="link row-edit"
                aria-label={`${value === '' ? '填写' : '修改'}${field.label}`}
                onClick={props.onEdit}
              >
                {value === '' ? '填写' : '修改'}
              </button>
            )}
          </>
        )}
      </dd>
    </div>
  )
}

function FieldEditor(props: DraftFieldProps & { text: string }) {
  const { field, value, onCancel, onSave } = props
  const [text, setText] = useState(props.text)
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  // In the same step as the tap: what is typed at once must not land in the message box.
  useLayoutEffect(() => box.current?.focus(), [])
  const empty = field.required && text.trim() === ''
  const save = () => {
    if (empty) return
    if (text.trim() === value) onCancel()
    else onSave(text.trim())
  }
  const shared = {
    ref: box,
    value: text,
    maxLength: field.max,
    'aria-labelledby': `draft-${field.name}`,
    'aria-invalid': empty,
    onInput: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') onCancel()
    },
  }
  return (
    <form
      class="row-form"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {field.lines > 1 ? (
        <textarea {...shared} rows={field.lines} />
      ) : (
        <input {...shared} type={field.type} autocomplete="off" />
      )}
      {empty && (
        <p class="problem" role="alert">
          {field.label}不能为空。
        </p>
      )}
      <div class="actions">
        <button type="submit" class="button primary small-button">
          保存
        </button>
        <button type="button" class="button small-button" onClick={onCancel}>
          取消
        </button>
      </div>
    </form>
  )
}
