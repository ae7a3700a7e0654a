import { compactText } from '../../kb/language/normalise.ts'

/**
 * What makes a repeated report a new one (R11-3: 无新的事实、理由): a place, an amount, people, a date or harm that the earlier
 * words do not have. How long it has lasted and how often one has asked are no facts of the matter.
 */
const facts: readonly RegExp[] = [
  /\d+(?:号楼|号院|号门|单元|层|室|栋|幢)/g,
  /\d+(?:\.\d+)?(?:万|千|百)?(?:元|块)/g,
  /(?:\d+|[一二两三四五六七八九十百]+)(?:多|几)?(?:个人|人|户|名|辆)/g,
  /\d{1,2}月\d{1,2}[日号]/g,
  /受伤|骨折|住院|急诊|晕倒|中毒|死亡|起火|着火|爆炸|坍塌|塌了|砸伤|咬伤|摔伤|报警|立案|起诉|涨价|加收|换了[^，。,]{0,6}(?:物业|公司|老板)/g,
  /(?:证据|录音|视频|照片|合同|发票|收据|监控|检测报告|鉴定)/g,
]

/** The facts of `later` that `earlier` does not have, in the citizen's own words. */
export function newFacts(earlier: string, later: string): string[] {
  const known = compactText(earlier)
  const words = compactText(later)
  const found = facts.flatMap((pattern) => [...words.matchAll(pattern)].map(([text]) => text))
  return [...new Set(found)].filter((fact) => !known.includes(fact))
}

/** Words that refer to an earlier report. */
const referring =
  /还是|还没|还不|又|上次|上回|前天|前几天|昨天说|反映[过完的]|[那个这]的?事|的事|进度|回音|回个话|结果|照样|照旧|怎么处理|几时|没人来|第[二三四五六]趟|依然|仍/

export function refersBack(text: string): boolean {
  return referring.test(compactText(text))
}
