import type { FormEdits, FormField, Understanding } from '../../../protocol/call-api.ts'

/** What the operator wrote, and what of it the server does not have yet. */
export interface EntryDraft {
  edits: FormEdits
  pending: FormField[]
}

export const fieldTexts: Record<FormField, string> = {
  title: '标题',
  description: '诉求内容',
  address: '详细地址',
  district: '区',
  subdistrict: '街道（乡镇）',
  occurred: '发生时间',
  respondent: '被诉对象',
  kind: '诉求类型',
  service_code: '事项',
  confidential: '身份保密',
  contact_name: '姓名',
  contact_phone: '联系电话',
}

const formFields = Object.keys(fieldTexts) as FormField[]

const missingTexts: Record<string, string> = {
  address: '详细地址',
  district: '所在区',
  details: '具体情况',
  time: '发生时间',
  severity: '有无人员受伤或危险',
  respondent: '被诉对象',
  contact: '联系方式',
  identity: '与当事人的关系',
  line: '线路',
  direction: '方向',
  licence: '车牌或证照号',
}
export const missingText = (element: string): string => missingTexts[element] ?? element

/** The operator's value, else what was understood; the machine never writes over the operator. */
export function fieldValue(
  draft: EntryDraft,
  understanding: Understanding | null,
  field: FormField,
): string {
  return draft.edits[field] ?? understanding?.fields[field]?.value ?? ''
}

export function isOwn(draft: EntryDraft, field: FormField): boolean {
  return typeof draft.edits[field] === 'string'
}

/** A change of the district takes the street with it. */
export function changeField(draft: EntryDraft, field: FormField, value: string | null): EntryDraft {
  const changes: FormEdits = { [field]: value }
  if (field === 'district') changes.subdistrict = value === null ? null : ''
  const edits: FormEdits = { ...draft.edits, ...changes }
  const changed = Object.keys(changes) as FormField[]
  return { edits, pending: [...new Set([...draft.pending, ...changed])] }
}

/** The form as the operator sees it: this is what is filed. */
export function shownForm(draft: EntryDraft, understanding: Understanding | null): FormEdits {
  const shown: FormEdits = {}
  for (const field of formFields) {
    const isContact = field === 'contact_name' || field === 'contact_phone'
    const value = fieldValue(draft, understanding, field)
    if (isContact ? isOwn(draft, field) : value !== '') shown[field] = value
  }
  return shown
}

/** What is sent: the values of the pending fields. */
export function pendingEdits(draft: EntryDraft): FormEdits {
  return Object.fromEntries(draft.pending.map((field) => [field, draft.edits[field] ?? null]))
}

/** What was sent is no longer pending, unless it was changed again meanwhile. */
export function afterSaving(draft: EntryDraft, sent: FormEdits): EntryDraft {
  const pending = draft.pending.filter(
    (field) => !(field in sent) || (draft.edits[field] ?? null) !== sent[field],
  )
  return { ...draft, pending }
}

const KEY = 'jiesu.entry.'

/** Survives a reload while the line is down. The session's own storage: it ends with the window, as a caller's number must. */
export function loadDraft(callId: string, stored: FormEdits): EntryDraft {
  try {
    const text = sessionStorage.getItem(KEY + callId)
    const kept = text === null ? null : (JSON.parse(text) as EntryDraft)
    if (kept && kept.pending.length > 0) {
      return { edits: { ...stored, ...pendingEdits(kept) }, pending: kept.pending }
    }
  } catch {
    // Unreadable: the server's copy stands.
  }
  return { edits: stored, pending: [] }
}

export function keepDraft(callId: string, draft: EntryDraft): void {
  try {
    if (draft.pending.length === 0) sessionStorage.removeItem(KEY + callId)
    else sessionStorage.setItem(KEY + callId, JSON.stringify(draft))
  } catch {
    // Full or forbidden: it is still on the screen and on its way to the server.
  }
}
