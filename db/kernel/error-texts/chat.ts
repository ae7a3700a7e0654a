export const chatErrors = {
  'chat.frame-invalid': { status: 400, zh: '收到的数据格式不对，已忽略。' },
} as const
