import type { DispatchDecision, Options, Role } from '../../../protocol/console-api.ts'

/** Chinese names of the wire's words (DOMAIN section 7): one word, one name on every screen. */
export const roleTexts: Record<Role, string> = {
  operator: '坐席',
  dispatcher: '派单员',
  reviewer: '审核员',
  unit: '承办单位',
  follow_up_clerk: '回访员',
  supervisor: '督办',
  evaluator: '考评员',
  administrator: '管理员',
}

export const kindTexts: Record<DispatchDecision['kind'], string> = {
  inquiry: '咨询',
  assistance: '求助',
  complaint: '投诉',
  tip_off: '举报',
  suggestion: '建议',
  commendation: '表扬',
}

export const modeTexts: Record<DispatchDecision['mode'], string> = {
  direct: '直派',
  direct_and_district: '双派',
  district: '区派',
  consultation: '会商',
}

export const deadlineTexts: Record<DispatchDecision['deadline'], string> = {
  '2h': '2 小时',
  '24h': '24 小时',
  '7d': '7 天',
  '15d': '15 天',
}

const channelTexts: Record<string, string> = {
  web: '网页',
  miniprogram: '小程序',
  widget: '网站插件',
  call: '电话',
  operator: '坐席录入',
  import: '其他热线导入',
}
export const channelText = (channel: string): string => channelTexts[channel] ?? channel

const senderTexts: Record<string, string> = {
  citizen: '市民',
  assistant: '助手',
  staff: '工作人员',
  system: '系统',
}
export const senderText = (sender: string): string => senderTexts[sender] ?? sender

const triageTexts: Record<string, string> = {
  emergency: '紧急警情',
  secret_privacy: '涉密或他人隐私',
  unlawful: '违法或违背公序良俗',
  statutory_channel: '应走法定渠道',
  repeat: '重复诉求',
  outside_duties: '不属于政府职责',
  inquiry: '咨询',
  dispatch: '应派单办理',
}
export const triageText = (triage: string): string => triageTexts[triage] ?? triage

const flagTexts: Record<string, string> = {
  collective: '群体性',
  minors: '涉未成年人',
  self_harm: '自伤风险',
  media: '涉媒体',
  threats: '扬言威胁',
  threat: '扬言威胁',
  foreign: '涉外',
  emergency: '紧急',
}
export const flagText = (flag: string): string => flagTexts[flag] ?? flag

/** Why a person changed a proposal. */
export const reasonTexts: Record<string, string> = {
  wrong_unit: '单位不对',
  wrong_class: '事项不对',
  wrong_place: '地点不对',
  wrong_deadline: '时限不对',
  policy: '政策或管理要求',
  other: '其他',
}

/** `R11-2` as people cite it. */
export function articleText(article: string): string {
  const match = /^R(\d+)(?:-(\d+))?$/.exec(article)
  if (!match) return article
  return match[2] === undefined
    ? `条例第 ${match[1]} 条`
    : `条例第 ${match[1]} 条第（${match[2]}）项`
}

/** Reasons cite articles as `（R13、R19）`; people read `（条例第 13 条、条例第 19 条）`. */
export function citeArticles(text: string): string {
  return text.replace(/(?<=[（、])R\d+(?:-\d+)?(?=[、）])/g, articleText)
}

export interface Band {
  name: string
  level: 'high' | 'middle' | 'low'
}

/** Where the bands begin; the server says it, from the precision that the city requires. */
export type Bands = Options['confidence_bands']

/** Three bands of the calibrated probability that the lead unit is right; the number itself stands beside them. */
export function confidenceBand(confidence: number, bands: Bands): Band {
  if (confidence >= bands.high) return { name: '把握高', level: 'high' }
  if (confidence >= bands.middle) return { name: '把握中', level: 'middle' }
  return { name: '把握低', level: 'low' }
}

export const percent = (p: number): string => `${Math.round(p * 100)}%`

/** Rounded down, so that 94.6 % under a band that begins at 95 % does not read as 95 %. */
export const confidenceText = (p: number): string => `${Math.floor(p * 100 + 1e-6)}%`
