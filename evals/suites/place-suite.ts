import type { Gold } from '../cases/case-formats.ts'
import { slotF1 } from '../metrics/agreement.ts'
import { bootstrap, type Figure } from '../metrics/figure.ts'
import type { CaseResult } from '../report/report-format.ts'
import { share } from './figures.ts'
import { isPlaceRight, type PartLine } from './judge-part.ts'
import { marks, none, type RequestSuite } from './request-suite.ts'
import type { MeasureOptions } from './suite.ts'

const has = (name: string) => (r: CaseResult) => r.values[name] !== undefined
const isOne = (name: string) => (r: CaseResult) => r.values[name] === 1

const slots = (path: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    ['district', 'subdistrict'].flatMap((slot, i) => (path[i] ? [[slot, path[i]]] : [])),
  )

function measure(results: readonly CaseResult[], { seed }: MeasureOptions): Record<string, Figure> {
  const shareOf = (name: string) => share(results.filter(has(name)), isOne(name))
  const cases = results.map((r) => ({
    truth: slots(r.truth_path),
    found: slots(r.proposed_path),
  }))
  return {
    top1: share(results, (r) => r.right === true),
    district: shareOf('district'),
    subdistrict: shareOf('subdistrict'),
    asks_when_ambiguous: shareOf('asks'),
    no_invented_place: shareOf('no_invention'),
    slot_f1: bootstrap(cases, (s) => slotF1(s).f1, { seed, rounds: 200 }),
  }
}

interface Named {
  district?: string | null | undefined
  subdistrict?: string | null | undefined
}

const placeName = ({ district, subdistrict }: Named) => subdistrict ?? district ?? none

/** Each statement of the gold by itself; what it does not state is not judged. */
function placeVerdicts(gold: Gold, { place, mode }: PartLine) {
  return {
    district: gold.district ? place.district === gold.district : undefined,
    subdistrict: gold.subdistrict ? place.subdistrict === gold.subdistrict : undefined,
    asks: gold.ambiguous ? place.ambiguous || mode === 'ask_place' : undefined,
    no_invention: gold.district === null ? place.district === null : undefined,
  }
}

/** District and street from the words; silent where the words are, asking where they fit several places. */
export const placeSuite: RequestSuite = {
  name: 'place',
  zh: '属地',
  headline: 'top1',
  about: ['place'],
  judge: ({ gold }, found) => {
    if (gold.district === undefined && !gold.ambiguous) return null
    const { place } = found
    return {
      right: isPlaceRight(found, gold),
      truth: gold.ambiguous ? '须询问' : placeName(gold),
      proposed: place.ambiguous ? '询问' : placeName(place),
      values: marks(placeVerdicts(gold, found)),
      truth_path: [gold.district ?? '', gold.subdistrict ?? ''],
      proposed_path: [place.district ?? '', place.subdistrict ?? ''],
    }
  },
  measure,
}
