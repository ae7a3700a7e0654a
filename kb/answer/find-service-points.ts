import type { Pack, ServicePoint } from '../../db/packs/pack.ts'
import { createWorkCalendar } from '../../db/packs/work-calendar.ts'
import { normaliseText } from '../language/normalise.ts'
import { segment } from '../language/segment.ts'
import { createPointSearch, type FoundPoint } from '../point/find-points.ts'
import type { DayHours, LocalTime } from '../point/opening-hours.ts'
import { localTime } from '../point/point-texts.ts'
import { type Area, createAreas } from './areas.ts'
import { dayAsked } from './day-asked.ts'
import type { Synonyms } from './synonyms.ts'
import type { Question } from './understand-question.ts'

const MAX_POINTS = 5
/** A short name that fits more points than this names none of them (首都). */
const MAX_SHORT = 2

/** Asks for a place to go, not for how something is done there. */
const nearestPattern =
  /最近的?(?!的?(政策|规定|消息))|附近|周边|旁边|离(我|这|家|俺).{0,6}近|有哪些|都有哪|nearest|near me/
const wherePattern =
  /最近|附近|周边|在哪|哪里有|哪儿有|哪有|在哪里|什么地方|怎么走|怎么去|咋走|地址|位置|几点|开门|关门|闭馆|营业(?!执照)|开放|(上|下)班|办公时间|办公吗|开不开|开吗|开着|开么|休息吗|休不休|不休|周末|周[一二三四五六日天]|星期[一二三四五六日天]|礼拜|节假日|国庆|春节|元旦|中秋|五一|有哪些|都有哪|电话|where|open|address|hours/

export interface PlaceAnswer {
  points: FoundPoint[]
  /** The city's date. */
  today: string
  /** The day that was asked for (周六开吗), and the times of each point on it. */
  day: { date: string; hoursOf: (code: string) => DayHours } | null
  /** A district would narrow it down. */
  askDistrict: boolean
  /** The area that was named and has none: the nearest ones elsewhere are given. */
  noneIn: string | null
  /** The question names one of them, or asks for the place alone: no article answers that better. */
  certain: boolean
}

export type FindServicePoints = (question: Question, at: Date) => PlaceAnswer | null

/**
 * 东湖机场 is short for 云州东湖国际机场: its characters stand there in this order; a shorter word (故宫) begins the
 * name. Anything looser takes 大厅 for the one hall that has it in its name.
 */
function shortens(word: string, name: string): boolean {
  if (name.startsWith(word)) return true
  if (word.length < 4) return false
  let at = 0
  return Array.from(word).every((char) => {
    at = name.indexOf(char, at) + 1
    return at > 0
  })
}

const kindsOf = (point: ServicePoint) =>
  [point.kind, ...point.services].map(normaliseText).filter((kind) => kind.length > 1)

/** The points that a text names, in full (首都图书馆) or in short (故宫 for 故宫博物院). */
function findNamed(
  text: string,
  points: readonly ServicePoint[],
  isArea: (word: string) => boolean,
): ServicePoint[] {
  const names = points.map((point) => normaliseText(point.name))
  const whole = points.filter((_, i) => text.includes(names[i] ?? ''))
  if (whole.length > 0) return whole
  const kinds = points.flatMap((point) => kindsOf(point))
  // Neither a kind of place nor a district names one: 大兴机场 is not 大兴区政务服务中心.
  const words = segment(text)
    .filter((word) => word.length > 1 && !kinds.some((kind) => kind.includes(word)))
    .filter((word) => !isArea(word))
  const short = points.filter((_, i) => words.some((word) => shortens(word, names[i] ?? '')))
  return short.length <= MAX_SHORT ? short : []
}

/** What may stand beside the name of a kind of place without making the question one about a matter. */
const besidePlace =
  /^(大厅|窗口|门口|门诊|急诊|地方|位置|地址|电话|晚上|中午|早上|上午|下午|夜里|国庆|春节|元旦|中秋|五一|假期|平时|开放|开门|关门|开不开|开着|营业|闭馆|休息|不休|上班|下班|离家|住|怎么走|咋走|家|离|走|去|近|家里|附近|周边)$/

const within = (area: Area | null) => (point: ServicePoint) =>
  area === null || area.districts.some((name) => point.jurisdiction.startsWith(name))

/** The kinds of place that a question names, and whether it names nothing else. */
function createKinds(
  points: readonly ServicePoint[],
  synonyms: Synonyms,
  isArea: (word: string) => boolean,
) {
  const kinds = [...new Set(points.map(({ kind }) => normaliseText(kind)))]
  const wordsOf = new Map(kinds.map((kind) => [kind, [kind, ...synonyms.of(kind)]]))
  return ({ text, topics }: Question) => {
    const named = [...wordsOf].flatMap(([kind, words]) => {
      const found = words.filter((word) => text.includes(word))
      return found.length > 0 ? [{ kind, words: found }] : []
    })
    const said = named.flatMap(({ words }) => words)
    const isSaid = (word: string) => said.some((one) => one.includes(word) || word.includes(one))
    const other = topics.filter(
      ({ word }) => !besidePlace.test(word) && !isArea(word) && !isSaid(word),
    )
    return { kinds: named.map(({ kind }) => kind), alone: named.length > 0 && other.length === 0 }
  }
}

/** Service points by name, or by kind and area, with what the clock says of them (R31: 12345服务导图). */
export function createServicePoints(
  points: readonly ServicePoint[],
  pack: Pick<Pack, 'jurisdictions' | 'landmarks' | 'calendar' | 'meta'>,
  synonyms: Synonyms,
): FindServicePoints {
  const areas = createAreas(pack)
  const { dayOf } = createWorkCalendar(pack)
  const search = createPointSearch({
    points,
    jurisdictions: pack.jurisdictions,
    factsOf: dayOf,
  })
  const kindsIn = createKinds(points, synonyms, areas.isArea)

  const describe = (some: readonly ServicePoint[], now: LocalTime, area: Area | null) => {
    const centre = area && search.centreOf(area.centre)
    const found = some.flatMap(({ code }) => search.findOne(code, now, centre) ?? [])
    const far = (one: FoundPoint) => one.distance ?? Number.POSITIVE_INFINITY
    return centre ? found.sort((a, b) => (far(a) === far(b) ? 0 : far(a) - far(b))) : found
  }
  const ofKind = (text: string, kinds: readonly string[]) => {
    const words = [text, ...synonyms.of(text)]
    return points.filter((point) =>
      kinds.length > 0
        ? kinds.includes(normaliseText(point.kind))
        : kindsOf(point).some((kind) => words.some((word) => word.includes(kind))),
    )
  }
  const dayOfText = (text: string, today: string) => {
    const date = dayAsked(text, today)
    return date === null ? null : { date, hoursOf: (code: string) => search.hoursOn(code, date) }
  }
  /** By kind: those of the area, else the nearest ones elsewhere where nothing but the place was asked for. */
  const findByKind = (question: Question, now: LocalTime, area: Area | null) => {
    const { kinds, alone } = kindsIn(question)
    const fitting = ofKind(question.text, kinds)
    const certain = alone || (nearestPattern.test(question.text) && kinds.length > 0)
    const near = describe(fitting.filter(within(area)), now, area)
    const askDistrict = area === null && near.length > MAX_POINTS
    if (near.length > 0) return { points: near, certain, askDistrict, noneIn: null }
    if (!certain || area === null) return null
    const elsewhere = describe(fitting, now, area).filter(({ distance }) => distance !== null)
    if (elsewhere.length === 0) return null
    return { points: elsewhere.slice(0, 3), certain, askDistrict: false, noneIn: area.name }
  }
  return (question, at) => {
    const { text } = question
    if (!wherePattern.test(text)) return null
    const now = localTime(at, pack.meta.timezone)
    const area = areas.find(text)
    const named = findNamed(text, points, areas.isArea).filter(within(area))
    const found =
      named.length > 0
        ? { points: describe(named, now, area), certain: true, askDistrict: false, noneIn: null }
        : findByKind(question, now, area)
    if (found === null) return null
    const day = dayOfText(text, now.date)
    return { ...found, points: found.points.slice(0, MAX_POINTS), today: now.date, day }
  }
}
