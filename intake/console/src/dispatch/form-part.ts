import type { RequestDetail } from '../../../protocol/console-api.ts'
import type { Choices } from './choices.ts'
import type { DecisionField } from './decision-form.ts'
import type { OnLook } from './evidence-segments.ts'
import type { DecisionForm } from './use-decision-form.ts'

/** What each part of the decision form is given. */
export interface FormPart {
  form: DecisionForm
  proposal: RequestDetail['proposal']
  choices: Choices
  disabled: boolean
  onLook: OnLook
}

/** How a field stands, for its head line. */
export function fieldState(form: DecisionForm, ...fields: DecisionField[]) {
  return {
    changed: fields.some((field) => form.changed.includes(field)),
    missing: fields.some((field) => form.missing.includes(field)),
  }
}
