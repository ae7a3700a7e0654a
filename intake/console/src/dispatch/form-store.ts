import type { DecisionDraft } from './decision-form.ts'

/** A half-edited form, kept in this tab over a reload and a lost connection; gone when the tab is closed. */
export interface StoredForm {
  draft: DecisionDraft
  reason: string | null
  note: string
  /** The proposal that it was edited from; another proposal makes it stale. */
  proposalId: string | null
  /** Of a press whose answer was not seen: the same press again must not send a second order. */
  actionId: string | null
}

const prefix = 'jiesu.form.'

export function storeForm(requestId: string, form: StoredForm): void {
  try {
    sessionStorage.setItem(prefix + requestId, JSON.stringify(form))
  } catch {
    // Storage is full or refused: the form still lives in the page.
  }
}

export function loadForm(requestId: string, proposalId: string | null): StoredForm | null {
  try {
    const form = JSON.parse(
      sessionStorage.getItem(prefix + requestId) ?? 'null',
    ) as StoredForm | null
    return form && form.proposalId === proposalId ? form : null
  } catch {
    return null
  }
}

export function forgetForm(requestId: string): void {
  try {
    sessionStorage.removeItem(prefix + requestId)
  } catch {
    // Nothing was stored then.
  }
}
