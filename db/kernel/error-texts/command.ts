export const commandErrors = {
  'command.usage': { status: 400, zh: '用法：{usage}。加 --help 看说明。' },
  'command.port-in-use': {
    status: 500,
    zh: '端口 {port} 已被占用。请先停掉占用它的程序，或用 PORT 指定别的端口，例如 PORT=3001 npm start。',
  },
} as const
