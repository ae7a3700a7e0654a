import type { Pack, ServicePoint } from '../../db/packs/pack.ts'
import { normaliseText } from '../language/normalise.ts'
import { segment } from '../language/segment.ts'
import type { Synonyms } from './synonyms.ts'
import type { Question } from './understand-question.ts'

const MAX_POINTS = 5
/** A short name that fits more points than this names none of them (首都). */
const MAX_SHORT = 2

/** Asks for a place to go, not for how something is done there. */
const nearestPattern = /最近的?|附近|有哪些/
const wherePattern =
  /最近|附近|在哪|哪里有|哪儿有|哪有|在哪里|怎么走|怎么去|地址|位置|几点(开|关|上|下)|开门|关门|营业|开放时间|上班时间|周末(开|上班|办公)|有哪些|电话/

export interface PlaceAnswer {
  points: ServicePoint[]
  /** A district would narrow it down. */
  askDistrict: boolean
  /** The question names one of them, or asks for the nearest: no article answers that better. */
  certain: boolean
}

export type FindServicePoints = (question: Question) => PlaceAnswer | null

interface District {
  name: string
  /** With and without 区, and its aliases. */
  words: string[]
}

function listDistricts(pack: Pick<Pack, 'jurisdictions'>): District[] {
  return pack.jurisdictions
    .filter(({ kind }) => kind === 'district' || kind === 'development_zone')
    .map(({ name, aliases }) => ({ name, words: [name, name.replace(/区$/, ''), ...aliases] }))
}

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

/** The points that a text names, in full (首都图书馆) or in short (故宫 for 故宫博物院). */
function findNamed(
  text: string,
  points: readonly ServicePoint[],
  districts: readonly District[],
): ServicePoint[] {
  const names = points.map((point) => normaliseText(point.name))
  const whole = points.filter((_, i) => text.includes(names[i] ?? ''))
  if (whole.length > 0) return whole
  const kinds = points.flatMap((point) => kindsOf(point))
  // Neither a kind of place nor a district names one: 大兴机场 is not 大兴区政务服务中心.
  const words = segment(text)
    .filter((word) => word.length > 1 && !kinds.some((kind) => kind.includes(word)))
    .filter((word) => !districts.some((district) => district.words.includes(word)))
  const short = points.filter((_, i) => words.some((word) => shortens(word, names[i] ?? '')))
  return short.length <= MAX_SHORT ? short : []
}

const kindsOf = (point: ServicePoint) =>
  [point.kind, ...point.services].map(normaliseText).filter((kind) => kind.length > 1)

/**
 * Service points by their own name, or by kind and district (R31: 12345服务导图). Distances come with the
 * map; here the list is narrowed by the words alone.
 */
export function createServicePoints(
  points: readonly ServicePoint[],
  pack: Pick<Pack, 'jurisdictions'>,
  synonyms: Synonyms,
): FindServicePoints {
  const districts = listDistricts(pack)
  return ({ text }) => {
    if (!wherePattern.test(text)) return null
    const wanted = districts.filter(({ words }) => words.some((word) => text.includes(word)))
    const inDistrict = (point: ServicePoint) =>
      wanted.length === 0 || wanted.some(({ name }) => point.jurisdiction.includes(name))
    const named = findNamed(text, points, districts).filter(inDistrict).slice(0, MAX_POINTS)
    if (named.length > 0) return { points: named, askDistrict: false, certain: true }
    const words = [text, ...synonyms.of(text)]
    const ofKind = points.filter((point) =>
      kindsOf(point).some((kind) => words.some((word) => word.includes(kind))),
    )
    if (ofKind.length === 0) return null
    const certain = nearestPattern.test(text)
    const near = ofKind.filter(inDistrict)
    if (near.length === 0) return null
    const askDistrict = wanted.length === 0 && near.length > MAX_POINTS
    return { points: near.slice(0, MAX_POINTS), askDistrict, certain }
  }
}
