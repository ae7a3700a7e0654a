import type { DeskAction } from '../../../protocol/desk-actions.ts'
import type { ArticleState } from '../../../protocol/kb-desk-api.ts'
import type { GapItem } from '../../../protocol/kb-gap-api.ts'

export const stateTexts: Record<ArticleState, string> = {
  draft: '草稿',
  in_review: '待审核',
  published: '已发布',
  expired: '已过期',
  withdrawn: '已撤下',
}

export const stateColours: Record<ArticleState, string> = {
  draft: 'default',
  in_review: 'warning',
  published: 'success',
  expired: 'default',
  withdrawn: 'error',
}

export const actionTexts: Record<DeskAction, string> = {
  submit: '提交审核',
  send_back: '退回修改',
  publish: '发布',
  withdraw: '撤下',
  discard: '放弃这个版本',
}

export const gapStateTexts: Record<GapItem['state'], string> = {
  open: '待处理',
  writing: '正在写',
  closed: '已解决',
  dismissed: '不需要写',
}

export const outcomeTexts: Record<string, string> = {
  answered: '答复',
  refused: '答不了',
  redirect: '指到别处',
  hand_over: '转人工',
  file_request: '转工单',
  ask: '追问',
  emergency: '紧急提示',
  unsure: '把握不大',
  unhelpful: '没有帮助',
}
