export const orderErrors = {
  'order.not-found': { status: 404, zh: '没有找到这张工单。' },
  'order.changed': {
    status: 409,
    zh: '这张工单刚被别人改过。请看最新内容后再操作，您填写的内容还在本页。',
  },
  'order.action-not-allowed': { status: 409, zh: '工单现在是“{status}”，不能做“{action}”。' },
  'order.actor-not-allowed': { status: 403, zh: '这一步不归您办理。' },
  'order.text-required': { status: 400, zh: '请先写明内容再提交。' },
  'order.unit-unknown': { status: 400, zh: '单位“{unit}”不在本市单位名录里，或已停用。' },
  'order.class-unknown': { status: 400, zh: '事项编码“{code}”不在分类里。' },
  'order.place-unknown': { status: 400, zh: '“{place}”不在本市区划里。' },
  'order.units-repeated': { status: 400, zh: '同一单位不能既是主办又是协办。' },
  'order.lead-not-allowed': {
    status: 400,
    zh: '“{unit}”不能作为主办单位：社区（村）只协助，不作主办（条例第十七条）。',
  },
  'order.copy-required': {
    status: 400,
    zh: '派到街道（乡镇）的双派工单要同时抄送所在区，请把“{district}”加到抄送。',
  },
  'order.reason-required': { status: 400, zh: '您改动了系统建议，请选一个改动原因。' },
  'order.sensitive': { status: 403, zh: '这件诉求涉及敏感情形，须由审核员派单。' },
  'request.not-found': { status: 404, zh: '没有找到这件诉求。请核对受理编号和查询码。' },
  'request.claimed': { status: 409, zh: '{name} 正在处理这件诉求，请先看下一件。' },
  'request.claim-lost': {
    status: 409,
    zh: '您的处理锁已过期，{name} 接手了。您填写的内容仍在本页。',
  },
} as const
