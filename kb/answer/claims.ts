import type { Article } from '../../db/packs/pack.ts'
import { normaliseText } from '../language/normalise.ts'
import { tagWords } from '../language/segment.ts'
import { articleText } from '../search/article-entries.ts'
import { writtenWords } from './colloquial.ts'
import { isGeneral } from './understand-question.ts'

/** Asked, not taken for granted (是不是取消了, 收不收费): the article's own words are the answer to that. */
const asksWhether =
  /[吗么]|是不是|是否|有没有|能不能|可不可以|会不会|要不要|收不收|用不用|需不需要|真的|哪(些|个|种)|怎么|如何|什么|[?]|不$/

/** What a person ends, or a firm, is no rule: an order, a flight, a lesson, one's own number. */
const ownEnding =
  /我|订单|预约|挂号|号源|航班|车次|列车|高铁|机票|车票|火车|会员|自动|比赛|演出|演唱会|课程|上课|合同|婚|行程|旅游|活动|贷款|交易|退货|商家|老板|公司|单位|物业|房东|中介|店|平台|资格被|被取消|指标被|养老金被|套餐|宽带|手机号|银行卡|会员卡/

/** A rule that is said to have ended. */
const ended =
  /取消(?!资格|手续|登记)|废除|废止|作废|停办|停止实行|叫停|停(用|发|开|售|止)(?=[^,。?]{0,3}了)|不(搞|办|查|收|弄|认|管|实行|执行|算)了|(明年|后年|今年|以后|下个?月|年底|马上|快)[^,。?]{0,6}(就|都|全|要|快)?(没|停)了|(放开|解禁|解除|全面开放)(?=[^,。?]{0,6}了)|不(再)?限(行|购|号|牌|高)(?=了)/
/** A duty that is said to have ended (不用办证了). */
const freed = /(不用|不需要|无需|不必|免去|甭)(再)?[\p{Script=Han}]{1,6}了(?!吧|还)/u
const saysEnded = /取消|废止|不再|停止|停办|停用|停发|停开|作废|失效|放开|解除/
const saysFreed = /取消|不用|不需要|无需|无须|不必|不再|免予|免于|免办|免交|免提|不要求/

/** A payment or a service that is said to be for nothing, or to be handed out. */
const free = /不要钱|免费|不收费|不花钱|全免|白(领|送)/
const saysFree = /免费|不收费|不收取|免收|免交|免缴|免除|减免|免予|无偿|不要钱|不花钱/

/** To everyone: what is handed out so has an article that says it. */
const toAll =
  /(人人|每个人|所有人|全体|家家户户|每家|每户|每个(市民|老人|孩子|家庭|学生|职工|新生儿|家长))[^,。?]{0,8}(领|发|送|奖|补|退|给)/
const saysToAll = /人人|每人|每户|每孩|全体|所有/
/** In full, in cash. */
const inFull = /(全额|全部|一次性)(都)?(能|可以|给)?(退|返|取|报销|提)|退(成)?现金?/
const saysInFull = /全额|全部|一次性|现金/

/** An age that decides who gets something (三十岁以下都能领). */
const ageBound =
  /(\d{1,2}|[一二三四五六七八九十]{1,3})周?岁(以下|以上|往上|往下|以内|之前|以前|之后|以后)[^,。?]{0,14}(都|就|免|不要钱|不给|不让|能|可以|领|发|送|补|奖|优惠|半价)/u

/** A rule by its number: what happens by itself, or must, after so long (满七年自动). */
const numbered =
  /(\d{1,3}|[一二两三四五六七八九十]{1,3})(个)?(年|月|天|次|日)(以后|之后|后)?(就|便|即)?(自动|一律|强制|统统|全都|清零|作废|注销)/u

/** Said as a rule for all, not as what happened to somebody. */
const ruleLike =
  /就能|就可以|(可以|能)(直接|不(用|交|考|摇|排|办|查|缴)[\p{Script=Han}]?)|就给|就发|就送|(都|全)(能|可以|要|得|给|发)|奖励?(?=[一二两三四五六七八九十\d套辆台部现个])|每(月|年|季度?|周|天)(都|还)?(给|发|领|送|补)|以后(都|就|全)?(要|得|必须|不|只)|(开始|起)(都|就|全)?(要|得|必须|不)|(也|都|全|统一|一律|只)(要|得|能|靠|用|让|准|许|改)[^,。?]*了$|不(能|准|许|让)再|(不给|不让)(办|批|发|补|续|领|上|进|开)[^,。?]*了$|以后[^,。?]*不(能|给|让|准)[^,。?]*了$/u
const somebodysOwn =
  /我|咱|俺|他|她|老板|公司|单位|物业|房东|邻居|中介|商家|卖家|学校|店|人家|对方|开发商/
/** So much of a rule's words stand in the article that has the rule. */
const RULE_STANDS = 0.75

/** Told by others (听说 is left out of a question before, and what people hear is often so). */
const hearsay =
  /(群里|朋友圈|网上|抖音|快手|微信|微博|新闻|视频|小红书|公众号|邻居|别人|有人|亲戚|同事|老乡|论坛|帖子)(里|上)?(面)?(都|都在)?(说|讲|传|看到|发)|外面都?(说|传)|都(说|传)|^(说是|传言|谣传|据说|据传|都传)/

/** What no rule goes by: birth signs, blood, hands, names. */
const oddGround =
  /属(鼠|牛|虎|兔|龙|蛇|马|羊|猴|鸡|狗|猪)的?|[\p{Script=Han}]{2}座的|左撇子|(a|b|o|ab)型血|姓[\p{Script=Han}]的|单眼皮|双眼皮|本命年|八字|生肖/u

const digits = '一二三四五六七八九'

/** 三十五 → 35; only what ages need. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['零', text]
  const value = (digit: string) => digits.indexOf(digit === '两' ? '二' : digit) + 1
  const ten = text.includes('十') ? Math.max(1, value(tens || '一')) : 0
  return ten * 10 + (ones === '' ? 0 : value(ones))
}

const changeWords =
  /取消|废除|废止|作废|不用|不需要|无需|全额|全部|一次性|下个?月|[从自打]|[了起都]/gu

const contentOf = (clause: string) =>
  tagWords(clause.replace(changeWords, ' '))
    .filter(({ tag }) => !/^(m|ns)/.test(tag))
    .map(({ word }) => word)
    .filter((word) => word.trim().length > 1 && !isGeneral(word))

/** Whether an article has the words of a rule, wherever. */
function hasRule(own: string, clause: string): boolean {
  const about = contentOf(clause)
  const said = about.filter((word) =>
    [word, ...writtenWords(word)].some((one) => own.includes(one)),
  )
  return said.length >= about.length * RULE_STANDS
}

/** One sentence that says both that something ended and what: more than half of what the claim is about. */
function statesOf(own: string, clause: string, says: RegExp): boolean {
  const about = contentOf(clause)
  return own.split(/[。;\n]/).some((sentence) => {
    const said = about.filter((word) => sentence.includes(word))
    return says.test(sentence) && said.length > about.length / 2
  })
}

/** A number with its unit, in digits or as the question has it. */
const statesNumber = (own: string, number: string, unit: string) =>
  new RegExp(`(?<!\\d)(${numberOf(number)}|${number})\\s*(${unit})`).test(own)

type IsUnfounded = (clause: string, own: string) => boolean

const isFreeUnfounded: IsUnfounded = (clause, own) => free.test(clause) && !saysFree.test(own)

const kinds: readonly IsUnfounded[] = [
  (clause, own) =>
    ended.test(clause) &&
    /了|全面|已经?|起/.test(clause) &&
    !ownEnding.test(clause) &&
    !statesOf(own, clause, saysEnded),
  (clause, own) =>
    freed.test(clause) && !ownEnding.test(clause) && !statesOf(own, clause, saysFreed),
  isFreeUnfounded,
  (clause, own) => toAll.test(clause) && !saysToAll.test(own),
  (clause, own) =>
    inFull.test(clause) && !ownEnding.test(clause) && !statesOf(own, clause, saysInFull),
  (clause, own) => {
    const age = ageBound.exec(clause)?.[1]
    if (age === undefined) return false
    return !statesNumber(own, age, '周?岁|[-—~至到]')
  },
  (clause, own) => {
    const [, number, , unit] = numbered.exec(clause) ?? []
    return number !== undefined && !statesNumber(own, number, `个?${unit}`)
  },
  (clause, own) => ruleLike.test(clause) && !somebodysOwn.test(clause) && !hasRule(own, clause),
  (clause, own) => {
    const told = hearsay.exec(clause)
    return told !== null && !statesOf(own, clause.slice(told.index + told[0].length), /./)
  },
]

/** The article says nothing of it whoever asks, and however. */
const groundless = (text: string, own: string) => {
  const ground = oddGround.exec(text)?.[0]
  return ground !== undefined && !own.includes(ground) ? ground : null
}

/**
 * What a question takes for granted and a text does not say: that a rule ended, that something is free or handed out to all, that an
 * age decides. Null where nothing is.
 */
function claimBeyond(
  text: string,
  own: string,
  those: readonly IsUnfounded[] = kinds,
): string | null {
  const clauses = text.split(/[,。;!\n]/).filter((clause) => !asksWhether.test(clause))
  const found = clauses.find((clause) => those.some((isUnfounded) => isUnfounded(clause, own)))
  return found ?? groundless(text, own)
}

/** Its matter is the article's, so the article would be a confident wrong answer to such a question (R11). */
export function unfoundedClaim(text: string, article: Article): string | null {
  return claimBeyond(text, normaliseText(articleText(article)))
}

const notFree = kinds.filter((kind) => kind !== isFreeUnfounded)

/**
 * A list of places confirms nothing: whoever claims something and asks where to get it is answered by an article, or not at all. Places
 * that cost nothing are asked for often enough (免费的停车场).
 */
export const claimsSomething = (text: string): boolean => claimBeyond(text, '', notFree) !== null
