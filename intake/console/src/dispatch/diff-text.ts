import { deadlineTexts, kindTexts, modeTexts } from '../shared/labels.ts'
import type { Choices } from './choices.ts'
import { type DecisionDraft, type DecisionField, fieldTexts } from './decision-form.ts'

export interface DiffRow {
  field: DecisionField
  label: string
  proposed: string
  decided: string
}

/** Proposal against decision, field by field and in words: what the ledger will keep. */
export function diffRows(
  drafts: { proposed: DecisionDraft; draft: DecisionDraft; changed: readonly DecisionField[] },
  choices: Choices,
): DiffRow[] {
  return drafts.changed.map((field) => ({
    field,
    label: fieldTexts[field],
    proposed: valueText(drafts.proposed, field, choices),
    decided: valueText(drafts.draft, field, choices),
  }))
}

function valueText(draft: DecisionDraft, field: DecisionField, choices: Choices): string {
  const { kind, mode, deadline } = draft
  const texts: Record<DecisionField, string> = {
    kind: kind ? kindTexts[kind] : '',
    service_code: choices.classPath(draft.service_code),
    district: draft.district ?? '',
    subdistrict: draft.subdistrict ?? '',
    community: draft.community ?? '',
    lead: choices.unitName(draft.lead),
    supporting: draft.supporting.map(choices.unitName).join('、'),
    copies: draft.copies.map(choices.unitName).join('、'),
    mode: mode ? modeTexts[mode] : '',
    deadline: deadline ? deadlineTexts[deadline] : '',
  }
  return texts[field] === '' ? '无' : texts[field]
}
