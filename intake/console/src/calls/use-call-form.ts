import { useEffect, useMemo, useState } from 'react'
import type { CallDetail, FormEdits, Understanding, WordSpan } from '../../../protocol/call-api.ts'
import { useShortcuts } from '../dispatch/use-shortcuts.ts'
import { shownForm } from '../entry/entry-values.ts'
import { type Entry, useEntry } from '../entry/use-entry.ts'
import { type Typed, useTyped } from '../entry/use-typed.ts'
import { type LiveCall, useCall } from './use-call.ts'
import { type Filing, useFiling } from './use-filing.ts'

export interface CallForm {
  call: LiveCall
  entry: Entry
  typed: Typed
  understanding: Understanding | null
  /** What would be filed now. */
  form: FormEdits
  filing: Filing
  /** The server knows it: an entry by hand exists from its first saved value on. */
  isKnown: boolean
  isClosed: boolean
  isDisabled: boolean
  marks: readonly WordSpan[]
  look: (spans: readonly WordSpan[]) => void
}

/** Everything that a call's screen is made of: words, understanding, the operator's values, and how it ends. */
export function useCallForm(
  detail: CallDetail,
  { isNew, mayFile }: { isNew: boolean; mayFile: boolean },
): CallForm {
  const isManual = detail.origin === 'manual'
  const call = useCall(detail)
  const entry = useEntry(detail.id, detail.edits, isManual)
  const [marks, look] = useState<readonly WordSpan[]>([])
  const [isKnown, setKnown] = useState(!isNew)
  const { edits, pending } = entry.draft
  useEffect(() => {
    if (pending.length === 0 && Object.keys(edits).length > 0) setKnown(true)
  }, [edits, pending])
  const own = (field: keyof FormEdits) => edits[field] ?? ''
  const typed = useTyped({
    ...(isKnown ? { call_id: detail.id } : {}),
    text: isManual ? own('description') : (call.understanding?.summary ?? ''),
    address: own('address'),
    phone: own('contact_phone'),
    service_code: own('service_code'),
    district: own('district'),
    subdistrict: own('subdistrict'),
  })
  const understanding = isManual ? typed.understanding : call.understanding
  const form = useMemo(() => shownForm(entry.draft, understanding), [entry.draft, understanding])
  const filing = useFiling(detail.id, entry, isManual)
  const isOpen = call.state === 'live' || call.state === 'ended'
  const isClosed = !isOpen || filing.receipt !== null || filing.ended !== null
  const isDisabled = isClosed || !mayFile
  return {
    call,
    entry,
    typed,
    understanding,
    form,
    filing,
    isKnown,
    isClosed,
    isDisabled,
    marks,
    look,
  }
}

/** What stands in a line is selected, so that typing replaces it; a text is gone on with. */
const focusOn = (selector: string) => () => {
  const field = document.querySelector<HTMLElement>(selector)
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
}

/** The whole form without a mouse. */
export function useCallKeys({ entry, understanding, form, filing, isDisabled }: CallForm): void {
  const choose = (index: number) => () => {
    const row = understanding?.classes[index]
    if (row && !isDisabled) entry.change('service_code', row.code)
  }
  useShortcuts({
    'mod+Enter': () => !isDisabled && filing.start(form),
    'alt+KeyS': focusOn('#entry-description'),
    'alt+KeyD': focusOn('#entry-address'),
    'alt+KeyP': focusOn('#entry-contact_phone'),
    'alt+KeyK': focusOn('#article-search'),
    'alt+KeyL': focusOn('#entry-service_code-box input'),
    'alt+1': choose(0),
    'alt+2': choose(1),
    'alt+3': choose(2),
    'alt+4': choose(3),
  })
}
