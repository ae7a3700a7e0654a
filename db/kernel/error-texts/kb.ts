export const kbErrors = {
  'embedding.unavailable': {
    status: 503,
    zh: '向量服务暂时不可用：{detail}。系统改用关键词检索继续工作。',
  },
  'embedding.invalid': { status: 502, zh: '向量服务返回的数据不对：{detail}' },
  'model.checksum': {
    status: 500,
    zh: '模型文件校验不符（{file}）。请重新下载，或用 jiesu model add 导入。',
  },
} as const
