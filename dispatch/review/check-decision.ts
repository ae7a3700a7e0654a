import { AppError } from '../../db/kernel/errors.ts'
import type { Pack, Unit } from '../../db/packs/pack.ts'
import type { DispatchDecision } from './decision.ts'

function checkUnits(units: ReadonlyMap<string, Unit>, decision: DispatchDecision): Unit {
  const all = [decision.lead, ...decision.supporting, ...decision.copies]
  for (const code of all) {
    if (!units.has(code)) throw new AppError('order.unit-unknown', { unit: code })
  }
  const working = [decision.lead, ...decision.supporting]
  if (new Set(working).size !== working.length) throw new AppError('order.units-repeated')
  return units.get(decision.lead) as Unit
}

function checkPlace(pack: Pack, decision: DispatchDecision): void {
  const { district, subdistrict, community } = decision
  const districtRow = pack.units.find((u) => u.level === 'district' && u.name === district)
  if (district !== null && !districtRow)
    throw new AppError('order.place-unknown', { place: district })
  if (subdistrict === null) return
  const street = pack.units.find((u) => u.level === 'subdistrict' && u.name === subdistrict)
  if (!street || street.district_code !== districtRow?.code) {
    throw new AppError('order.place-unknown', { place: subdistrict })
  }
  if (community === null) return
  const known = pack.jurisdictions.some((j) => j.parent === street.code && j.name === community)
  if (!known) throw new AppError('order.place-unknown', { place: community })
}

/**
 * Refuses a decision that the rules do not allow: unknown or retired units, classes and places, a community as lead
 * (R17), and a street order without its district's copy where the mode promises it (R12).
 */
export function checkDecision(pack: Pack, decision: DispatchDecision): Unit {
  const units = new Map(pack.units.map((u) => [u.code, u]))
  if (!pack.taxonomy.some((c) => c.code === decision.service_code)) {
    throw new AppError('order.class-unknown', { code: decision.service_code })
  }
  const community = pack.jurisdictions.find(
    (j) => j.code === decision.lead && (j.kind === 'community' || j.kind === 'village'),
  )
  if (community) throw new AppError('order.lead-not-allowed', { unit: community.name })
  const lead = checkUnits(units, decision)
  checkPlace(pack, decision)
  if (decision.mode === 'direct_and_district' && lead.level === 'subdistrict') {
    const district = units.get(lead.district_code ?? '')
    if (district && !decision.copies.includes(district.code)) {
      throw new AppError('order.copy-required', { district: district.name })
    }
  }
  return lead
}
