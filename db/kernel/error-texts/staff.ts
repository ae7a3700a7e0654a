export const staffErrors = {
  'staff.sign-in-failed': {
    status: 401,
    zh: '账号或密码不对，或该账号暂停登录。连续输错 {limit} 次会暂停登录 {minutes} 分钟；仍不能登录请联系管理员。',
  },
  'staff.signed-out': { status: 401, zh: '登录已失效，请重新登录。未提交的内容仍保留在本页。' },
  'staff.forbidden': { status: 403, zh: '您的岗位没有这项权限。' },
  'staff.login-taken': { status: 409, zh: '账号 {login} 已存在，请换一个账号名。' },
  'staff.login-invalid': {
    status: 400,
    zh: '账号名“{login}”不合要求：2 到 64 位小写字母、数字、点、横线或下划线。',
  },
  'staff.password-weak': { status: 400, zh: '密码太短，至少 {length} 位，且不能与账号相同。' },
  'staff.role-unknown': { status: 400, zh: '没有岗位“{role}”，可用的岗位：{roles}。' },
  'staff.unit-unknown': { status: 400, zh: '没有承办单位“{unit}”，请填写单位编码或全称。' },
  'staff.unit-required': { status: 400, zh: '承办单位岗位的账号必须指定单位（--unit）。' },
} as const
