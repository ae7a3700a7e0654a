/** What stands below the citizen's words; each by its key and by mouse. */
export const requestTabs = [
  { key: 'talk', name: '对话与经过', hotkey: 'v' },
  { key: 'why', name: '为什么', hotkey: 'w' },
  { key: 'related', name: '相关诉求', hotkey: 'g' },
  { key: 'ask', name: '问市民', hotkey: 'a' },
  { key: 'consult', name: '会商', hotkey: 'h' },
  { key: 'split', name: '拆分', hotkey: 'x' },
] as const
export type RequestTab = (typeof requestTabs)[number]['key']
