import type { Pack, Unit } from '../../db/packs/pack.ts'
import { seededRandom } from '../metrics/random.ts'

export interface SyntheticOrder {
  text: string
  address: string
  serviceCode: string
  lead: Unit
  district: string
  subdistrict: string
  receivedAt: Date
  /** The sentences of the pack that it is made of: their vectors are mixed in the same way. */
  from: [number, number]
}

const endings = ['，请尽快处理', '，已经好几天了', '，打过电话没人管', '，希望有个说法', '']
const SPAN_DAYS = 365

/**
 * Confirmed orders by recombining what the pack has: a sentence, a clause of another one, a street, a house number and a unit that
 * could have got it. Enough like real ones for speed, and for nothing else.
 */
export function syntheticOrders(
  pack: Pack,
  { n, seed, until }: { n: number; seed: number; until: Date },
): SyntheticOrder[] {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const streets = pack.units.filter((u) => u.level === 'subdistrict')
  const others = pack.units.filter((u) => u.level === 'bureau' || u.level === 'city')
  const names = new Map(pack.units.map((u) => [u.code, u.name]))
  return Array.from({ length: n }, () => {
    const street = pick(streets)
    const first = Math.floor(random() * pack.examples.length)
    const second = Math.floor(random() * pack.examples.length)
    const district = names.get(street.district_code ?? '') ?? ''
    const house = `${Math.ceil(random() * 40)}号楼`
    const clause = (pack.examples[second]?.text ?? '').split(/[，。,？]/)[0] ?? ''
    return {
      text: `${pack.examples[first]?.text ?? ''}${clause}${pick(endings)}`,
      address: `${street.name}${house}`,
      serviceCode: pack.examples[first]?.service_code ?? '',
      lead: random() < 0.6 ? street : pick(others),
      district,
      subdistrict: street.name,
      receivedAt: new Date(until.getTime() - random() * SPAN_DAYS * 86_400_000),
      from: [first, second],
    }
  })
}
