import { useEffect, useMemo, useRef, useState } from 'react'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import {
  changedFields,
  type DecisionDraft,
  type DecisionField,
  missingFields,
  proposedDraft,
  startingDraft,
} from './decision-form.ts'
import { forgetForm, loadForm, type StoredForm, storeForm, watchForm } from './form-store.ts'

export interface DecisionForm {
  draft: DecisionDraft
  proposed: DecisionDraft
  reason: string | null
  note: string
  changed: DecisionField[]
  missing: DecisionField[]
  needsReason: boolean
  /** The edits come from before a reload. */
  restored: boolean
  /** The proposal was renewed under the edits. */
  outdated: boolean
  /** The same form is being edited in another tab, and this one follows it. */
  elsewhere: boolean
  change: (change: Partial<DecisionDraft>) => void
  setReason: (reason: string | null) => void
  setNote: (note: string) => void
  reset: () => void
  /** One id for one press; the same again while the answer to it is not known. */
  pressId: () => string
  pressSettled: () => void
  forget: () => void
  /** As it stands, to be put back when the order is called back. */
  snapshot: () => StoredForm
}

/** The form of one request. Mount it anew for another request (by `key`). */
export function useDecisionForm(detail: RequestDetail): DecisionForm {
  const { request_id: requestId, proposal, proposal_id: proposalId } = detail
  const { me } = useConsole()
  const key = useMemo(() => ({ userId: me.id, requestId }), [me.id, requestId])
  const [stored] = useState(() => loadForm(key))
  const [form, setForm] = useState<StoredForm>(() => stored ?? freshForm(detail))
  const [restored, setRestored] = useState(stored !== null)
  const [elsewhere, setElsewhere] = useState(false)
  const actionId = useRef(form.actionId)
  const proposed = proposedDraft(proposal)
  const changed = changedFields(proposed, form.draft)
  const pristine =
    form.note === '' && changedFields(startingDraft(proposal), form.draft).length === 0

  // A renewed proposal is taken over where nobody has edited.
  const wasPristine = useRef(pristine)
  useEffect(() => {
    if (form.proposalId !== proposalId && wasPristine.current) setForm(freshForm(detail))
    else wasPristine.current = pristine
  })

  useEffect(
    () =>
      watchForm(key, (other) => {
        if (!other) return
        setElsewhere(true)
        setForm(other)
        actionId.current = other.actionId
      }),
    [key],
  )

  const update = (change: Partial<StoredForm>) => {
    actionId.current = null
    const next = { ...form, ...change, actionId: null }
    setForm(next)
    storeForm(key, next)
  }

  return {
    draft: form.draft,
    proposed,
    reason: form.reason,
    note: form.note,
    changed,
    missing: missingFields(form.draft),
    needsReason: proposal !== null && changed.length > 0,
    restored,
    elsewhere,
    outdated: form.proposalId !== proposalId,
    change: (change) => update({ draft: { ...form.draft, ...change } }),
    setReason: (reason) => update({ reason }),
    setNote: (note) => update({ note }),
    reset: () => {
      forgetForm(key)
      setRestored(false)
      actionId.current = null
      setForm(freshForm(detail))
    },
    pressId: () => {
      actionId.current ??= newActionId()
      storeForm(key, { ...form, actionId: actionId.current })
      return actionId.current
    },
    pressSettled: () => {
      actionId.current = null
    },
    forget: () => forgetForm(key),
    snapshot: () => ({ ...form, actionId: null }),
  }
}

function freshForm(detail: RequestDetail): StoredForm {
  return {
    draft: startingDraft(detail.proposal),
    reason: null,
    note: '',
    proposalId: detail.proposal_id,
    actionId: null,
  }
}
