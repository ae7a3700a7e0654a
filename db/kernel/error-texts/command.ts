export const commandErrors = {
  'command.usage': { status: 400, zh: '用法：{usage}。加 --help 看说明。' },
  'command.worker-embedded': {
    status: 400,
    zh: '任务进程只用于正式部署：请设 DATABASE_URL（和 REDIS_URL）。内嵌形态的任务由 npm start 的进程自己执行。',
  },
  'command.file': { status: 400, zh: '文件 {file} 打不开：{detail}。' },
} as const
