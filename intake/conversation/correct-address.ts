import { normaliseText } from '../../kb/language/normalise.ts'
import { looksLikePlace } from './intent.ts'

const NUMBER = '[A-Za-z0-9０-９一二三四五六七八九十]{1,5}'
const BUILDING = '(?:号楼|号院|号|栋|幢|座|楼)'
const INNER = '(?:单元|门|层|室|户)'
/** A building's or a door's number by itself: "123号楼", "2单元501室". */
const bareNumber = new RegExp(
  `^(?:${NUMBER}${BUILDING}){0,2}(?:${NUMBER}${INNER}){0,3}(?:${NUMBER})?$`,
  'u',
)
const firstLevel = new RegExp(`^${NUMBER}(${BUILDING}|${INNER})`, 'u')
const endsNumbered = new RegExp(`${NUMBER}(?:${BUILDING}|${INNER})(?:${NUMBER})?$`, 'u')

const said =
  /^(?:[^，,。：:]{0,8})?(?:地址|地点|位置|住址|门牌号?|楼号)[^，,。：:]{0,6}?(?:改成|改为|改到|换成|更正为|应该是|应该在|应该为|应当是|应为|是|在|：|:)[\s：:]*(.+)$/u
const denied =
  /^(?:不对|不是(?!很|太)|错了|(?:[^，,。：: ]{0,4}(?:地址|地点|位置|住址|楼号|门牌号?|单元号?|房号))?(?:我|刚才|前面|上面)?(?:说|写|打|填|搞|记|弄)错了?|更正|纠正|更正一下|纠正一下)[^，,。、 ]{0,20}[，,。、：: ]+(?:而是|应该是|应该在|应该为|应是|应为|改成|改为|换成|是|在)?(.+)$/u
const should = /^(?:应该是|应该在|应该为|应当是|应为|改成|改为|改到|换成|更正为)(.+)$/u

/** Another place beside the one understood before, or where it is seen from; without words of correction, no correction. */
const besides = /还有|另外|以及|加上|隔壁|旁边|对面|楼[上下]|[也在住坏漏停]/u

const LONGEST = 80
/** A name of a place, where the citizen calls it the address. */
const SHORTEST_PLACE = 3
const LONGEST_PLACE = 20
/** Words of a sentence: what has them tells about the matter and is no address. */
const sentence = /[不没了吗呢？?！!；;]|(?:投诉|建议|表扬|求助|咨询)/u

/**
 * The address that a message puts in the place of the one understood before ("地址改成…", "不对，是123号楼"), as it was
 * written; null where it says anything else. A bare number stands only after words of correction or with a building.
 */
export function readAddressCorrection(text: string): string | null {
  const flat = text
    .trim()
    .replace(/[\s。.!！~]+$/u, '')
    .replace(/(?:才对|吧|啊|呀|哦|哈)$/u, '')
  if (flat.length > LONGEST) return null
  const named = said.exec(flat)?.[1]
  if (named !== undefined) return isAddress(named, { named: true }) ? named.trim() : null
  const rest = (denied.exec(flat) ?? should.exec(flat))?.[1]
  if (rest === undefined && besides.test(flat)) return null
  return isAddress(rest ?? flat, { named: false }) ? (rest ?? flat).trim() : null
}

const renamed =
  /不是([^，,。、；;]{2,14}?)[，,、；; ]*(?:而)?(?:应该)?是(?:在)?([^，,。；;！!]{2,20})/u

/** "不是钱粮胡同，是魏家胡同": the address with one name in the place of another that was said before; null for anything else. */
export function readRenaming(text: string, before: { address: string; words: string }) {
  const [, old = '', name = ''] = renamed.exec(text) ?? []
  const known = old !== '' && `${before.address}${before.words}`.includes(old)
  if (!known || !looksLikePlace(name) || !looksLikePlace(old) || sentence.test(name)) return null
  return before.address.includes(old) ? before.address.replace(old, name) : name
}

/** The place in "不是通州区梨园，是大兴区黄村镇兴华大街的路灯": more than its street, without what stands there; null for a mere name. */
export function placeInCorrection(text: string): string | null {
  const [, named = ''] =
    /(?:而是|应该是|应该在|应为|是|在)(?:在)?([^，,。；;！!是在]{4,40})[。！!]?$/u.exec(
      text.trim(),
    ) ?? []
  const place = named.replace(/的[^的]{1,12}$/u, '').trim()
  const detailed = /(?:区|镇|乡|街道|地区).{2,}/u.test(place)
  return detailed && !sentence.test(place) && looksLikePlace(place) ? place : null
}

function isAddress(text: string, { named }: { named: boolean }): boolean {
  const words = normaliseText(text).trim()
  if (words.length < 2 || sentence.test(words)) return false
  if (endsNumbered.test(words.replace(/\s/g, ''))) return true
  if (!named || /[，,。]|的$/u.test(words)) return false
  return looksLikePlace(words) || (words.length >= SHORTEST_PLACE && words.length <= LONGEST_PLACE)
}

/**
 * The address with what was corrected in it: a bare number takes the place of the number of its own level and of all
 * within it ("南湖东园122号楼3单元" and "123号楼" are "南湖东园123号楼"); anything else stands by itself.
 */
export function correctAddress(before: string, correction: string): string {
  const number = correction.replace(/\s/g, '')
  const found = bareNumber.test(number) ? firstLevel.exec(number)?.[1] : undefined
  if (found === undefined) return correction
  const level = new RegExp(BUILDING, 'u').test(found) ? BUILDING : INNER
  const same = [...before.matchAll(new RegExp(`${NUMBER}${found}`, 'gu'))].at(-1)
  const alike = same ?? [...before.matchAll(new RegExp(`${NUMBER}${level}`, 'gu'))].at(-1)
  return `${alike ? before.slice(0, alike.index) : before}${number}`
}
