import type { Pack, ServicePoint } from '../../db/packs/pack.ts'
import { normaliseText } from '../language/normalise.ts'
import type { Synonyms } from './synonyms.ts'
import type { Question } from './understand-question.ts'

const MAX_POINTS = 5

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

/** The districts a text names, with or without 区. */
function findDistricts(pack: Pick<Pack, 'jurisdictions'>): (text: string) => string[] {
  const districts = pack.jurisdictions.filter(
    (j) => j.kind === 'district' || j.kind === 'development_zone',
  )
  return (text) =>
    districts
      .filter((d) =>
        [d.name, ...d.aliases, d.name.replace(/区$/, '')].some((n) => text.includes(n)),
      )
      .map((d) => d.name)
}

/**
 * Service points by their own name, or by kind and district (R31: 12345服务导图). Distances come with the
 * map; here the list is narrowed by the words alone.
 */
export function createServicePoints(
  points: readonly ServicePoint[],
  pack: Pick<Pack, 'jurisdictions'>,
  synonyms: Synonyms,
): FindServicePoints {
  const districtsIn = findDistricts(pack)
  const kindsOf = (point: ServicePoint) =>
    [point.kind, ...point.services].map(normaliseText).filter((kind) => kind.length > 1)
  return ({ text }) => {
    if (!wherePattern.test(text)) return null
    const named = points.filter((point) => text.includes(normaliseText(point.name)))
    if (named.length > 0)
      return { points: named.slice(0, MAX_POINTS), askDistrict: false, certain: true }
    const words = [text, ...synonyms.of(text)]
    const ofKind = points.filter((point) =>
      kindsOf(point).some((kind) => words.some((word) => word.includes(kind))),
    )
    if (ofKind.length === 0) return null
    const certain = nearestPattern.test(text)
    const districts = districtsIn(text)
    const near = ofKind.filter((point) => districts.some((d) => point.jurisdiction.includes(d)))
    if (districts.length > 0) {
      return near.length > 0
        ? { points: near.slice(0, MAX_POINTS), askDistrict: false, certain }
        : null
    }
    return { points: ofKind.slice(0, MAX_POINTS), askDistrict: ofKind.length > MAX_POINTS, certain }
  }
}
