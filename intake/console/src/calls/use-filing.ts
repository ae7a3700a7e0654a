import { useRef, useState } from 'react'
import type { Finding, FormEdits } from '../../../protocol/call-api.ts'
import type { Entry } from '../entry/use-entry.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import { errorText } from '../shared/states.tsx'
import type { FileResult } from './calls-client.ts'

export interface Filing {
  /** The dialog is open. */
  open: boolean
  findings: Finding[] | null
  busy: boolean
  error: string
  receipt: FileResult | null
  /** Set when the call ended without a request. */
  ended: 'answered' | 'dismissed' | null
  start: (form: FormEdits) => void
  file: (form: FormEdits) => void
  end: (as: 'answered' | 'dismissed', what: { question: string; articles: string[] }) => void
  close: () => void
}

/** Check, file, or end a call; a press that is repeated after a lost answer does nothing twice. */
export function useFiling(callId: string, entry: Entry, isManual: boolean): Filing {
  const { client } = useConsole()
  const [open, setOpen] = useState(false)
  const [findings, setFindings] = useState<Finding[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const [receipt, setReceipt] = useState<FileResult | null>(null)
  const [ended, setEnded] = useState<Filing['ended']>(null)
  const press = useRef(newActionId())

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setError('')
    try {
      await entry.flush()
      await work()
    } catch (failure) {
      setError(errorText(failure))
    }
    setBusy(false)
  }
  return {
    open,
    findings,
    busy,
    error,
    receipt,
    ended,
    start: (form) => {
      setError('')
      if ((form.description ?? '').trim() === '') return setError('还没有写诉求内容，请先填写。')
      setOpen(true)
      setFindings(isManual ? [] : null)
      if (isManual) return
      client.calls.check(callId, form).then(
        (result) => setFindings(result.findings),
        (failure: unknown) => {
          setFindings([])
          setError(errorText(failure))
        },
      )
    },
    file: (form) =>
      void attempt(async () => {
        const seen = findings?.length ?? 0
        const body = { client_action_id: press.current, edits: form, findings_seen: seen }
        setReceipt(await client.calls.file(callId, body))
        entry.forget()
        setOpen(false)
      }),
    end: (as, { question, articles }) =>
      void attempt(async () => {
        const body = { client_action_id: press.current, edits: {}, question, articles, note: '' }
        await client.calls.end(callId, as, body)
        entry.forget()
        setEnded(as)
      }),
    close: () => setOpen(false),
  }
}
