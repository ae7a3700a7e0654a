/** The suites that a person may choose, by their stable names. */
export const evalSuites = [
  { name: 'triage', zh: '分类处置' },
  { name: 'emergency', zh: '紧急情形' },
  { name: 'kind', zh: '诉求类型' },
  { name: 'category', zh: '事项分类' },
  { name: 'place', zh: '属地' },
  { name: 'unit', zh: '承办单位与派单方式' },
  { name: 'deadline', zh: '办理时限' },
  { name: 'respondent', zh: '被诉求主体' },
  { name: 'duplicates', zh: '重复与同一事件' },
  { name: 'retrieval', zh: '检索' },
  { name: 'answer', zh: '咨询答复' },
  { name: 'dialogue', zh: '对话' },
  { name: 'end-to-end', zh: '整条建议' },
] as const
