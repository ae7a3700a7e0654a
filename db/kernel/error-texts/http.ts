export const httpErrors = {
  'http.invalid-input': { status: 400, zh: '填写的内容有误：{detail}' },
  'http.not-found': { status: 404, zh: '没有这个地址。' },
  'http.too-many': { status: 429, zh: '操作太频繁，请在 {seconds} 秒后再试。' },
  'http.too-large': { status: 413, zh: '内容太大，最多 {limit}。' },
  'http.internal': {
    status: 500,
    zh: '系统出了问题，已记录。请稍后重试；若仍不行，请报出编号 {requestId}。',
  },
} as const
