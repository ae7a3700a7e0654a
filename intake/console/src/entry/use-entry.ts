import { useCallback, useEffect, useRef, useState } from 'react'
import type { FormEdits, FormField } from '../../../protocol/call-api.ts'
import { useConsole } from '../session/console-context.ts'
import {
  afterSaving,
  changeField,
  type EntryDraft,
  keepDraft,
  loadDraft,
  pendingEdits,
} from './entry-values.ts'

export type SaveState = 'saved' | 'saving' | 'waiting'

export interface Entry {
  draft: EntryDraft
  saveState: SaveState
  change: (field: FormField, value: string | null) => void
  /** Sends what is not sent yet; resolves when the server has it. */
  flush: () => Promise<void>
  forget: () => void
}

const PAUSE_MS = 500
const RETRY_MS = 3000

/** The operator's own values: kept here at once, on the server half a second later, and again when the line is back. */
export function useEntry(callId: string, stored: FormEdits, create: boolean): Entry {
  const { client } = useConsole()
  const [draft, setDraft] = useState(() => loadDraft(callId, stored))
  const [saveState, setSaveState] = useState<SaveState>('saved')
  const latest = useRef(draft)
  latest.current = draft
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const store = useCallback(
    (next: EntryDraft) => {
      latest.current = next
      setDraft(next)
      keepDraft(callId, next)
    },
    [callId],
  )
  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    if (latest.current.pending.length === 0) return
    const edits = pendingEdits(latest.current)
    setSaveState('saving')
    try {
      await client.calls.saveEdits(callId, { edits, create })
    } catch (error) {
      setSaveState('waiting')
      timer.current = setTimeout(() => void flush().catch(() => {}), RETRY_MS)
      throw error
    }
    store(afterSaving(latest.current, edits))
    if (latest.current.pending.length > 0) await flush()
    else setSaveState('saved')
  }, [client, callId, create, store])
  useEffect(() => {
    if (latest.current.pending.length > 0) void flush().catch(() => {})
    return () => clearTimeout(timer.current)
  }, [flush])
  const change = useCallback(
    (field: FormField, value: string | null) => {
      store(changeField(latest.current, field, value))
      setSaveState('saving')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush().catch(() => {}), PAUSE_MS)
    },
    [flush, store],
  )
  const forget = useCallback(() => {
    clearTimeout(timer.current)
    keepDraft(callId, { edits: {}, pending: [] })
  }, [callId])
  return { draft, saveState, change, flush, forget }
}
