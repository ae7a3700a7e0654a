import type { RequestDetail } from '../../../protocol/console-api.ts'

type Part = NonNullable<RequestDetail['proposal']>['parts'][number]

/** A demand as it would stand by itself. */
export interface PlannedPart {
  text: string
  /** In Chinese, what the system proposes for it; null where a person cut it and it is still to be understood. */
  preview: string | null
}

export function planOf(parts: readonly Part[], description: string): PlannedPart[] {
  if (parts.length < 2) return [{ text: description.trim(), preview: null }]
  return parts.map((part) => ({ text: part.text.trim(), preview: previewOf(part) }))
}

function previewOf(part: Part): string {
  const lead = part.units.find(({ role }) => role === 'lead')?.name ?? '单位待定'
  return `${part.service_codes[0]?.name ?? '未分类'} → ${lead}`
}

/** Joins a part to the one before it: it was one matter after all. */
export function joinUp(plan: readonly PlannedPart[], index: number): PlannedPart[] {
  const part = plan[index]
  const before = plan[index - 1]
  if (!part || !before) return [...plan]
  const joined = { text: `${before.text}${glue(before.text)}${part.text}`, preview: null }
  return [...plan.slice(0, index - 1), joined, ...plan.slice(index + 1)]
}

const glue = (text: string) => (/[，。；！？,.;!?\n]$/.test(text) ? '' : '，')

/** Cuts a part in two where the cursor stands; a cut that leaves one side empty is none. */
export function cutAt(plan: readonly PlannedPart[], index: number, at: number): PlannedPart[] {
  const part = plan[index]
  if (!part) return [...plan]
  const first = part.text.slice(0, at).trim()
  const second = part.text.slice(at).trim()
  if (first === '' || second === '') return [...plan]
  return [
    ...plan.slice(0, index),
    { text: first, preview: null },
    { text: second, preview: null },
    ...plan.slice(index + 1),
  ]
}

export function editText(plan: readonly PlannedPart[], index: number, text: string): PlannedPart[] {
  return plan.map((part, at) => (at === index ? { text, preview: null } : part))
}
