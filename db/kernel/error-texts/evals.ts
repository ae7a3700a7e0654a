export const evalsErrors = {
  'evals.unreadable': { status: 400, zh: '{file} 第 {line} 行读不了：{detail}。' },
  'evals.no-rows': {
    status: 400,
    zh: '{file} 里没有可用的行：请检查 --label、--text 和 --where。',
  },
  'evals.not-built': { status: 400, zh: '评测集“{suite}”所测的功能还没有建成：{detail}' },
  'evals.suite-unknown': { status: 400, zh: '没有“{suite}”这个评测集。可用的有：{known}。' },
} as const
