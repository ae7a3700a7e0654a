import { App } from 'antd'
import { useRef, useState } from 'react'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import type { DispatchResult } from '../api/console-client.ts'
import { ApiError } from '../api/http.ts'
import { useConsole } from '../session/console-context.ts'
import { showStamp } from '../shared/times.ts'
import { finishDraft } from './decision-form.ts'
import type { StoredForm } from './form-store.ts'
import type { DecisionForm } from './use-decision-form.ts'

export interface Dispatching {
  sending: boolean
  error: unknown
  send: () => void
  /** Nothing was heard: the same press again. It was refused: the request is read again, and the refusal has been seen. */
  retry: () => void
}

/** Sends the order out once per press: a double click and a repeated press after a lost answer are the same action. */
export function useDispatch(options: {
  detail: RequestDetail
  form: DecisionForm
  onDone: (result: DispatchResult, form: StoredForm) => void
  onReload: () => void
}): Dispatching {
  const { detail, form, onDone, onReload } = options
  const { client } = useConsole()
  const { message } = App.useApp()
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const busy = useRef(false)

  const send = async () => {
    const decision = finishDraft(form.draft)
    if (busy.current || decision === null) return
    busy.current = true
    setSending(true)
    setError(null)
    try {
      const result = await client.dispatch(detail.request_id, {
        client_action_id: form.pressId(),
        order_version: detail.order_version,
        proposal_id: detail.proposal_id,
        decision,
        reason_code: form.needsReason ? form.reason : null,
        note: form.note,
      })
      form.forget()
      // What can still be called back is told where it is called back.
      if (result.leaves_at === null) void message.success(doneText(result))
      onDone(result, form.snapshot())
    } catch (refused) {
      if (wasAnswered(refused)) form.pressSettled()
      setError(refused)
    }
    busy.current = false
    setSending(false)
  }
  const retry = () => {
    if (!wasAnswered(error)) {
      void send()
      return
    }
    setError(null)
    onReload()
  }
  return { sending, error, send: () => void send(), retry }
}

export function doneText({ order_no: orderNo, due_at: dueAt, diff }: DispatchResult): string {
  const how = diff.unchanged ? '与建议一致' : `改动 ${diff.fields.length} 项`
  return `${orderNo} 已派出，${showStamp(dueAt)} 前办理（${how}）`
}

/** An answer, even a refusal, ends the press; silence does not: the order may have gone out. */
function wasAnswered(error: unknown): boolean {
  return error instanceof ApiError && error.status > 0
}
