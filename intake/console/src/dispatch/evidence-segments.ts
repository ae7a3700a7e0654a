import type { RequestDetail } from '../../../protocol/console-api.ts'

export type Evidence = NonNullable<RequestDetail['proposal']>['evidence'][number]
export type EvidenceFor = Evidence['for']

/** What the person looks at: all that speaks for one thing, or the very words of one reason. */
export interface Look {
  about: EvidenceFor
  spans: readonly (readonly [number, number])[]
}
export type OnLook = (about: EvidenceFor, spans?: Look['spans']) => void

export const evidenceTexts: Record<EvidenceFor, string> = {
  triage: '分流',
  kind: '类型',
  class: '事项',
  place: '地点',
  unit: '单位',
  mode: '方式',
  deadline: '时限',
  respondent: '对象',
  flag: '风险',
  duplicate: '重复',
}

export interface Segment {
  text: string
  start: number
  /** What these words speak for; empty for plain text. */
  marks: EvidenceFor[]
  /** What is marked ends here, so that its label is shown once. */
  labels: EvidenceFor[]
  why: string[]
}

/**
 * Cuts a text at the borders of the evidence spans (UTF-16 offsets, they may overlap). Spans outside the text or empty
 * ones are passed over: a wrong offset must not hide the citizen's words.
 */
export function cutSegments(text: string, evidence: readonly Evidence[]): Segment[] {
  const spans = evidence.flatMap((item) => {
    if (!item.span) return []
    const [start, end] = item.span
    return start >= 0 && end <= text.length && start < end ? [{ item, start, end }] : []
  })
  const borders = [0, text.length, ...spans.flatMap(({ start, end }) => [start, end])]
  const cuts = [...new Set(borders)].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length
    const over = spans.filter((span) => span.start <= start && span.end >= end)
    return {
      text: text.slice(start, end),
      start,
      marks: unique(over.map((span) => span.item.for)),
      labels: unique(over.filter((span) => span.end === end).map((span) => span.item.for)),
      why: unique(over.map((span) => span.item.why).filter((why) => why !== '')),
    }
  })
}

const unique = <T>(list: T[]): T[] => [...new Set(list)]

/** Whether these words are what the person looks at. */
export function isLookedAt({ start, text, marks }: Segment, look: Look | null): boolean {
  if (look === null) return false
  if (look.spans.length === 0) return marks.includes(look.about)
  return look.spans.some(([from, to]) => from <= start && to >= start + text.length)
}
