export const chatErrors = {
  'chat.frame-invalid': { status: 400, zh: '收到的数据格式不对，已忽略。请刷新页面后再试。' },
  'chat.frame-binary': { status: 400, zh: '这里只接收文字，收到的二进制数据已忽略。' },
  'chat.version-unsupported': {
    status: 400,
    zh: '页面版本过旧，请刷新页面后继续，已说的内容不会丢。',
  },
  'chat.hello-required': { status: 400, zh: '连接还没有准备好，请刷新页面后再试。' },
  'chat.hello-late': { status: 408, zh: '连接后太久没有应答，已断开。请刷新页面。' },
  'chat.token-unknown': {
    status: 404,
    zh: '没有找到之前的对话，可能已清理。请重新开始，已受理的诉求可用编号和查询码查询。',
  },
  'chat.text-too-long': {
    status: 413,
    zh: '这条消息太长，请分成几条发送，每条最多 {limit} 字节。',
  },
  'chat.text-empty': { status: 400, zh: '消息里没有文字，请输入后再发送。' },
  'chat.too-fast': { status: 429, zh: '发送太快，请在 {seconds} 秒后再试，已输入的内容请保留。' },
  'chat.too-many-connections': {
    status: 429,
    zh: '同一网络打开的对话窗口太多，请关闭几个后再试。',
  },
  'chat.too-many-conversations': {
    status: 429,
    zh: '同一网络新建的对话太多，请在 {seconds} 秒后再试，或直接拨打热线。',
  },
  'chat.flooding': { status: 429, zh: '短时间内收到的数据过多，连接已断开，请稍后再试。' },
  'chat.draft-not-found': { status: 404, zh: '没有找到这份摘要，请以最新的摘要为准。' },
  'chat.draft-conflict': {
    status: 409,
    zh: '这份摘要已经更新，请核对最新的摘要后再操作，您刚才填写的内容请保留。',
  },
  'chat.draft-closed': { status: 409, zh: '这份摘要已经提交或放弃，不能再修改。' },
  'chat.draft-changing': {
    status: 409,
    zh: '您刚才补充的内容正在整理，请稍等新的摘要出现后再确认。',
  },
  'chat.draft-incomplete': { status: 409, zh: '还缺少诉求内容，请先说明要反映什么问题。' },
  'chat.phone-invalid': { status: 400, zh: '电话号码不像是有效的号码，请核对后再填，也可以留空。' },
  'chat.code-unknown': {
    status: 404,
    zh: '续谈码不对、已经用过或已经过期。请在原来的设备上说“换手机继续”，取一个新的。',
  },
  'reception.not-found': { status: 404, zh: '没有找到这次对话，可能已结束，请刷新列表。' },
  'reception.taken': { status: 409, zh: '这次对话已由其他同事接待，请换一位市民。' },
  'reception.not-yours': { status: 409, zh: '这次对话不在您名下，请先点“接待”。已写的话请保留。' },
  'reception.alarm-not-found': { status: 404, zh: '没有找到这条警报，请刷新页面。' },
} as const
