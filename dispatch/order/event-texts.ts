/**
 * What an event is called on a staff screen. The citizen's sentences live in the pack (`texts.yaml`, keys
 * `timeline.<type>`), because a city may word them as it likes.
 */
export const eventTexts: Record<string, string> = {
  request_registered: '登记诉求',
  dispatched: '派单',
  acknowledged: '签收',
  replied: '反馈',
  facts_added: '补充情况',
  reminded: '催办',
  withdrawn: '撤回',
  rated: '评价',
  follow_up_started: '转入回访',
  closed: '办结',
  reopened: '退回重办',
  terminated: '终止办理',
  merged: '并案办理',
  unmerged: '取消并案',
  joined: '并入工单',
  left: '移出并案',
  related_confirmed: '确认关联',
  related_rejected: '排除关联',
  related_unlinked: '解除关联',
  dispatch_undone: '撤销派单',
  dispatch_dropped: '退回待派单',
  question_asked: '询问市民',
  consultation_opened: '发起会商',
  opinion_given: '会商意见',
  consultation_closed: '会商结论',
  separated: '拆分办理',
  rejoined: '合回原诉求',
  parts_rejoined: '合并拆分件',
}

export const kindTexts: Record<string, string> = {
  inquiry: '咨询',
  assistance: '求助',
  complaint: '投诉',
  tip_off: '举报',
  suggestion: '建议',
  commendation: '表扬',
}
