import type { DraftChanges } from '../../../protocol/chat-frames.ts'

export type TextField = Exclude<keyof DraftChanges, 'confidential' | 'kind' | 'service_code'>

/** The fields of the summary that a citizen may change, with the limits of the protocol. */
export const textFields: {
  name: TextField
  label: string
  max: number
  lines: number
  required: boolean
  type: 'text' | 'tel'
}[] = [
  { name: 'title', label: '标题', max: 80, lines: 1, required: true, type: 'text' },
  { name: 'description', label: '诉求内容', max: 4000, lines: 6, required: true, type: 'text' },
  { name: 'address', label: '地址', max: 200, lines: 2, required: false, type: 'text' },
  { name: 'time', label: '时间', max: 80, lines: 1, required: false, type: 'text' },
  { name: 'respondent', label: '反映对象', max: 80, lines: 1, required: false, type: 'text' },
  { name: 'contact_name', label: '联系人', max: 40, lines: 1, required: false, type: 'text' },
  { name: 'contact_phone', label: '联系电话', max: 30, lines: 1, required: false, type: 'tel' },
]

/** The words of R2 for what a request is. */
export const kindOptions = [
  { label: '咨询', value: 'inquiry' },
  { label: '求助', value: 'assistance' },
  { label: '投诉', value: 'complaint' },
  { label: '举报', value: 'tip_off' },
  { label: '建议', value: 'suggestion' },
  { label: '表扬', value: 'commendation' },
] as const
