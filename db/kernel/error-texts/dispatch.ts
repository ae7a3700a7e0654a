export const dispatchErrors = {
  'propose.line-invalid': { status: 400, zh: '第 {line} 行不能处理：{detail}' },
} as const
