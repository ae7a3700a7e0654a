export const packErrors = {
  'pack.unreadable': { status: 400, zh: '城市数据包读不了：{detail}' },
  'pack.invalid': { status: 400, zh: '城市数据包有 {count} 处错误：\n{detail}' },
  'pack.missing': { status: 503, zh: '还没有载入城市数据包。请运行 npx jiesu seed。' },
  'pack.not-empty': { status: 400, zh: '{dir} 里已经有文件。请换一个空目录。' },
} as const
