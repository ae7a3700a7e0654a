export const orderErrors = {
  'order.not-found': { status: 404, zh: '没有找到这张工单。' },
  'request.not-found': { status: 404, zh: '没有找到这件诉求。请核对受理编号和查询码。' },
} as const
