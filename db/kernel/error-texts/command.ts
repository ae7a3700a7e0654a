export const commandErrors = {
  'command.usage': { status: 400, zh: '用法：{usage}。加 --help 看说明。' },
} as const
