import { normaliseText } from '../../kb/language/normalise.ts'

/** A piece of the text that may be a demand of its own; offsets into the whole. */
export interface Demand {
  start: number
  end: number
  /** True where the citizen counts (第一…第二…): such pieces are never joined again. */
  counted: boolean
}

const counted =
  /(?:^|[,，。;；:：\s!！?？])(?:第[一二三四五六][,，、:：个]?(?!条|次|天|年|中学|小学|医院|人民|实验|幼儿|季度|时间|单元|排|层|社区|责任|中|附|期|章|项|批|辆|台|套|家|张|名|位|遍|回|份|笔)|其[一二三四][,，、:：]|(?:先|再)说第[一二三四五](?:个|件)|(?:另|再)?一(?:个|件)(?:事|问题)?(?:儿)?是|(?:头|再|另|还有|末了|最后)一(?:个|件|桩|样)(?:事儿?|问题)?(?:是|呢|就是)?|[一二三四五六]是(?!由|否|的|因)|[(（][1-6一二三四五六][)）]|(?:^|(?<=[,，。;；:：\s]))(?:[1-6１-６一二三四五六][.、．)）](?!\d)|[一二三四五六]\s+(?=\S)))/g
/** Numbers in a ring stand where they like: folded they are digits like any other. */
const ringed = /[①-⑥]/g
const added =
  /[,，。;；!！?？\s]+(?:(?:另外|此外|除此(?:之外|以外)|再就是|再有|再一个|还有(?:就是|一个|一件|个事|件事)?|另(?:一个|一件|反映|投诉|举报|想|问)|顺便(?:再)?(?:反映|问|说|提)|对了(?!吗|没有|一半)|同时(?:还|也)?(?:反映|想|要|建议|投诉|问|咨询)|还有我?(?:想|要)?问|再(?:问|反映|说|投诉|咨询)(?:一下|一个|个|件)|其次|第二个(?:事|问题)|我?还(?:想|要)(?:再)?(?:反映|问|投诉|举报|咨询))[,，、]?(?!一方面))/g

/**
 * Where another matter may begin without a word that says so. A full stop or 也 in a story begins one so seldom that they split more
 * single matters than they part double ones.
 */
const loose = /[;；]\s*(?=\S)|[,，。]\s*(?=并且|而且)/g
/** "A和B都没人管", "反映A以及B的问题": two matters that share what is said of them. */
const joint = /(?:和|以及|跟|与|、|还有)(?=[^,，。;；和与]{4,}(?:都|的(?:问题|情况|事)))/g

const shortest = 6

/**
 * Cuts a message where the citizen starts another matter: counted points, or words such as 另外. Only the places of
 * the cuts; whether the pieces are really different matters is for the classifier to say.
 */
export function cutDemands(text: string): Demand[] {
  const words = normaliseText(text)
  const rings = [...text.matchAll(ringed)].map((match) => match.index)
  const points =
    rings.length >= 2 ? rings : [...words.matchAll(counted)].map((match) => startOf(match))
  const more = [...words.matchAll(added)].map((match) => startOf(match))
  if (points.length < 2) return pieces(words, [], more)
  // Behind the last point another matter may be added ("第二…。另外…"); between two points 另外 goes on with the first.
  const end = points.at(-1) ?? 0
  return pieces(
    words,
    points,
    more.filter((at) => at > end),
  )
}

/** A message is looked at as far as a dispatcher would count its matters. */
const MOST_CUTS = 12

/**
 * Where another matter might begin though no word says so. Weak signs: a cut counts only where both sides are surely of different
 * classes and different units.
 */
export function looseCuts(text: string): number[] {
  const words = normaliseText(text)
  const ends = [...words.matchAll(loose)].map((match) => match.index + match[0].length)
  const joints = [...words.matchAll(joint)].map((match) => match.index)
  return [...ends, ...joints]
    .filter((cut) => cut > 0 && cut < words.length)
    .sort((a, b) => a - b)
    .slice(0, MOST_CUTS)
}

/** Where the marker itself begins, behind the punctuation before it. */
function startOf(match: RegExpExecArray): number {
  const lead = /^[,，。;；:：\s!！?？]*/.exec(match[0])?.[0].length ?? 0
  return match.index + lead
}

/** The text between the cuts: `points` are counted, `more` is said to be added and nothing else. */
function pieces(words: string, points: readonly number[], more: readonly number[]): Demand[] {
  const cuts = [...new Set([...points, ...more])].sort((a, b) => a - b)
  const starts = [0, ...cuts.filter((cut) => cut > 0)]
  const isCounted = points.length > 0
  const demands = starts.map((start, at) => ({
    start,
    end: starts[at + 1] ?? words.length,
    counted: isCounted && (points.includes(start) || !more.includes(start)),
  }))
  return joinShort(words, demands, !cuts.includes(0))
}

/** What stands before the first point ("我反映三件事:") or is too short to be a matter joins its neighbour. */
function joinShort(words: string, demands: Demand[], hasLead: boolean): Demand[] {
  const joined: Demand[] = []
  for (const [at, demand] of demands.entries()) {
    const last = joined.at(-1)
    const previous = last ? words.slice(last.start, last.end) : ''
    const isLead = hasLead && at === 1 && isIntroduction(previous, demand.counted)
    if (last && (isLead || weigh(previous) < shortest)) last.end = demand.end
    else joined.push({ ...demand })
  }
  const tail = joined.at(-1)
  const before = joined.at(-2)
  if (tail && before && weigh(words.slice(tail.start, tail.end)) < shortest) {
    before.end = tail.end
    joined.pop()
  }
  return joined
}

function weigh(piece: string): number {
  return piece.replace(/[^\p{L}\p{N}]/gu, '').length
}

/** A lead-in names no matter: it greets, counts ("反映三个问题"), only says where, or is markup that was pasted along. */
function isIntroduction(piece: string, isCounted: boolean): boolean {
  if (!isCounted) return false
  const rest = piece.replace(
    /<[^>]*>|您好|你好|我(?:是|住|家|们|想|要|来|在)?|反映|投诉|咨询|有|以下|如下|下面|这?[几两三四二]?(?:个|件|点|方面)(?:的)?(?:事情?|问题|情况|诉求|意见|建议)|主要|一共|小区|存在/g,
    '',
  )
  return weigh(rest) < 14 || weigh(rest.replace(operatorsWords, '').replace(address, '')) < 6
}

/** What an operator writes before the points: who calls and where they live ("来电人反映：其居住于…"). */
const operatorsWords =
  /来[电信访]人|诉求人|市民|群众|业主|居民|村民|本人|当事人|先生|女士|其(?!中|他)|居住|现住|住(?:在|于)|位于|家住|地址|来电|称|表示|说|提出|诉求/g
/** An address, whatever it names: words that end like a place. */
const address =
  /[\p{L}\p{N}]{1,8}?(?:街道|地区|家园|花园|园区|社区|胡同|大街|号院|号楼|单元|[区镇乡村里园苑院路街])|\p{N}+(?:号|楼|室|层)/gu
