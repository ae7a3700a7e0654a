export const staffErrors = {
  'staff.sign-in-failed': { status: 401, zh: '账号或密码不对。' },
  'staff.signed-out': { status: 401, zh: '登录已失效，请重新登录。未提交的内容仍保留在本页。' },
  'staff.forbidden': { status: 403, zh: '您的岗位没有这项权限。' },
} as const
