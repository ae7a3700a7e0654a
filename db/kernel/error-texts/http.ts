export const httpErrors = {
  'http.invalid-input': { status: 400, zh: '填写的内容有误：{detail}' },
  'http.not-found': { status: 404, zh: '没有这个地址。' },
  'http.method-not-allowed': { status: 405, zh: '这个地址不支持这种操作。' },
  'http.unsupported-media-type': { status: 415, zh: '只接收 JSON 格式的数据。' },
  'http.too-many': { status: 429, zh: '操作太频繁，请在 {seconds} 秒后再试。' },
  'http.too-large': { status: 413, zh: '内容太大，最多 {limit}。' },
  'http.origin-refused': {
    status: 403,
    zh: '请求来自其他网站，已拒绝。请直接打开本系统的地址；若经过反向代理，请设置 PUBLIC_URL。',
  },
  'http.csrf-refused': { status: 403, zh: '页面已过期，请刷新后重试。未提交的内容仍保留在本页。' },
  'http.not-ready': { status: 503, zh: '系统还没有准备好：{detail}。请稍后再试。' },
  'http.port-in-use': {
    status: 500,
    zh: '端口 {port} 已被占用。请关掉占用它的程序，或换一个端口：PORT={next} npm start（port {port} is in use; choose another with PORT={next}）',
  },
  'http.port-forbidden': {
    status: 500,
    zh: '没有权限监听 {host}:{port}。请换 1024 以上的端口：PORT=3000 npm start（not allowed to listen on {host}:{port}; choose a port above 1024）',
  },
  'http.host-unknown': {
    status: 500,
    zh: '本机没有地址 {host}，不能监听。请检查环境变量 HOST（{host} is not an address of this machine; check HOST）',
  },
  'http.internal': {
    status: 500,
    zh: '系统出了问题，已记录。请稍后重试；若仍不行，请报出编号 {requestId}。',
  },
} as const
