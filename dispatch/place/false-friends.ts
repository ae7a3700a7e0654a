import { isCommonWord } from './common-words.ts'

/** A name found in a text, to be judged by the words around it. */
export interface FoundName {
  name: string
  before: string
  after: string
}

const introducesPerson = /(?:我叫|名叫|叫做|姓名(?:是|:)?|本人)$/
const titles =
  /^(?:先生|女士|小姐|同志|老师|师傅|经理|主任|律师|大夫|医生|总(?!部|站|店|院|厂|公司|工会))/
const counted = /^[一二三四五六七八九十两\d]+[间座条口棵块栋]/
const counts = /(?:有|共|剩|租了?|盖了?|种了?|买了?|这|那)$/
const measured = /[一几两][条道座个块片口间栋]$/
const digitsBefore = /(?:\d|尾号|编号|号码|车牌|电话|工号|第|[花收交付][了费]?)[是为]?$/
const digitsAfter = /^(?:\d|元|块|号|路|人|次|%|年|天|户|万|米)/

/** Each rule names the accident it knows; a name that fits one is no place. */
const rules: readonly ((at: FoundName) => boolean)[] = [
  // 我叫王平, 李桥先生
  ({ before, after }) => introducesPerson.test(before) || titles.test(after),
  // 有三间房漏雨, 种了九棵树
  ({ name, before }) => counted.test(name) && counts.test(before),
  // 挖了一条长沟
  ({ before }) => measured.test(before),
  // 椿树倒了
  ({ name, after }) => /[树松]$/.test(name) && /^(?:倒|死|枯|砍|枝|叶|苗|被砍|断)/.test(after),
  // 楼北外墙皮
  ({ name, after }) => /[外内]$/.test(name) && /^(?:墙|窗|立面)/.test(after),
  // 东四单元
  ({ name, after }) => name.length === 2 && after.startsWith('单元'),
  // 希望某站在老百姓的角度: "站在" is a verb behind a place that ends before it.
  ({ name, after }) =>
    name.endsWith('站') && /^在.{0,8}(?:角度|立场|一边|面前|前列|高度)/.test(after),
  // 尾号798, 751元
  ({ name, before, after }) =>
    /^\d+$/.test(name) && (digitsBefore.test(before) || digitsAfter.test(after)),
  // 天坛牌床垫
  ({ after }) => /^牌(?!楼|坊|照|子|匾)/.test(after),
  // 体育馆路灯, 小区花园路面
  ({ name, after }) =>
    /[园馆场区校院站楼]路$/.test(name) &&
    /^[灯面口边]/.test(after) &&
    isCommonWord(name.slice(0, -1)),
  // 五环内, 二环里
  ({ name, after }) => name.endsWith('环') && /^以?[内里外](?![环侧边])/.test(after),
  // 望京东边: the shorter name is meant
  ({ name, after }) => /[东南西北]$/.test(name) && /^[边面侧头角]/.test(after),
  // 另一个省的朝阳市
  ({ after }) => /^市(?![场民区政容里内委级属长面局])/.test(after),
]

/** True where the words around a short name show that it is no place (`北房` as a room, `王平` as a person). */
export function isFalseFriend(at: FoundName): boolean {
  return rules.some((rule) => rule(at))
}
