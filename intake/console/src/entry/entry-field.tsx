import type { KeyboardEvent, ReactNode } from 'react'
import type { FormField, Understanding, WordSpan } from '../../../protocol/call-api.ts'
import { fieldTexts, isOwn } from './entry-values.ts'
import type { Entry } from './use-entry.ts'

export interface EntryPart {
  entry: Entry
  understanding: Understanding | null
  disabled: boolean
  /** Shows the words that a value rests on. */
  onLook: (spans: readonly WordSpan[]) => void
}

/** One line of the form: the value, where it comes from, and how to give it back to the program. */
export function EntryField({
  part,
  field,
  hotkey,
  children,
}: {
  part: EntryPart
  field: FormField
  hotkey?: string
  children: ReactNode
}) {
  const { entry, understanding, onLook } = part
  const filled = understanding?.fields[field]
  const own = isOwn(entry.draft, field)
  const differs = own && filled !== undefined && filled.value !== entry.draft.edits[field]
  return (
    <div className={own ? 'entry-field entry-own' : 'entry-field'}>
      <div className="entry-label">
        <label htmlFor={`entry-${field}`}>{fieldTexts[field]}</label>
        {hotkey && <kbd>Alt {hotkey}</kbd>}
        {!own && filled && <span className="entry-auto">自动</span>}
        {(filled?.spans.length ?? 0) > 0 && (
          <button type="button" className="link" onClick={() => onLook(filled?.spans ?? [])}>
            看原话
          </button>
        )}
        {differs && (
          <button
            type="button"
            className="link"
            title="改回自动识别的内容"
            onClick={() => entry.change(field, null)}
          >
            用识别结果
          </button>
        )}
      </div>
      {children}
    </div>
  )
}

/** Enter goes on to the next field, as operators are used to from other forms. */
export function goOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey)
    return
  event.preventDefault()
  const form = event.currentTarget.closest('form')
  const fields = [...(form?.querySelectorAll<HTMLElement>('[data-entry], .ant-select input') ?? [])]
  const next = fields[fields.indexOf(event.currentTarget) + 1]
  next?.focus()
}
