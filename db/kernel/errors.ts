import { attachmentErrors } from './error-texts/attachment.ts'
import { callErrors } from './error-texts/calls.ts'
import { chatErrors } from './error-texts/chat.ts'
import { citizenErrors } from './error-texts/citizen.ts'
import { commandErrors } from './error-texts/command.ts'
import { dbErrors } from './error-texts/db.ts'
import { dispatchErrors } from './error-texts/dispatch.ts'
import { evalsErrors } from './error-texts/evals.ts'
import { httpErrors } from './error-texts/http.ts'
import { importErrors } from './error-texts/imports.ts'
import { kbErrors } from './error-texts/kb.ts'
import { orderErrors } from './error-texts/order.ts'
import { packErrors } from './error-texts/pack.ts'
import { staffErrors } from './error-texts/staff.ts'

/** One catalogue: stable dotted code → HTTP status and Chinese text with `{name}` for values. */
const catalogue = {
  ...attachmentErrors,
  ...citizenErrors,
  ...commandErrors,
  ...dbErrors,
  ...packErrors,
  ...kbErrors,
  ...dispatchErrors,
  ...orderErrors,
  ...staffErrors,
  ...chatErrors,
  ...callErrors,
  ...importErrors,
  ...httpErrors,
  ...evalsErrors,
} satisfies Record<string, ErrorText>

export interface ErrorText {
  status: number
  zh: string
}
export type ErrorCode = keyof typeof catalogue
export const errorCodes = Object.keys(catalogue) as ErrorCode[]

/** An error that a person may see: says what happened and what to do, in Chinese, with a stable code (promise 5). */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number

  /** `values` fill the text's `{name}`s; `cause` among them is the error that led here, kept for the log. */
  constructor(code: ErrorCode, values: { cause?: unknown; [name: string]: unknown } = {}) {
    const { cause, ...named } = values
    super(fillText(catalogue[code].zh, named), cause === undefined ? {} : { cause })
    this.name = 'AppError'
    this.code = code
    this.status = catalogue[code].status
  }
}

/** Replaces each `{name}` of a text by its value; an unknown name stays visible, so that a test finds it. */
export function fillText(text: string, values: Record<string, unknown>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
