export const citizenErrors = {
  'citizen.sign-in-off': {
    status: 501,
    zh: '这里没有开通微信登录。不登录也可以反映诉求和查进度。',
  },
  'citizen.code-refused': { status: 401, zh: '微信登录没有成功，请退出小程序再打开。' },
  'citizen.sign-in-unavailable': {
    status: 503,
    zh: '微信登录暂时不可用。不登录也可以反映诉求，凭诉求编号和查询码查进度。',
  },
  'citizen.session-over': { status: 401, zh: '登录已过期，请重新打开小程序。' },
} as const
