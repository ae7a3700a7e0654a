export const callErrors = {
  'call.token-unknown': {
    status: 401,
    zh: '通话接口的令牌无效或已停用，请用 jiesu calls token add 新建。',
  },
  'call.token-taken': { status: 409, zh: '已有名为 {name} 的令牌，请换一个名称，或先停用它。' },
  'call.token-missing': { status: 404, zh: '没有名为 {name} 的可用令牌。' },
  'call.hello-required': { status: 400, zh: '请先发送 hello 并带上令牌。' },
  'call.frame-invalid': { status: 400, zh: '收到的通话数据格式不对，已忽略：{detail}。' },
  'call.flooding': { status: 429, zh: '短时间内收到的通话数据过多，连接已断开，请稍后重连。' },
  'call.too-long': { status: 413, zh: '这通电话的片段超过 {limit} 条，后面的不再接收。' },
  'call.gap-too-large': {
    status: 409,
    zh: '第 {seq} 号之前缺的片段太多，请从第 {next} 号起重新发送。',
  },
  'call.not-found': { status: 404, zh: '没有找到这通电话，可能已经处理。请刷新列表。' },
  'call.closed': { status: 409, zh: '这通电话已经处理完，不能再修改。' },
  'call.incomplete': { status: 409, zh: '还没有写诉求内容，请先填写再提交。' },
  'call.text-missing': { status: 400, zh: '请给出 segments、text 或 funasr 其中一种转写内容。' },
} as const
