import type { Unit } from '../../db/packs/pack.ts'
import type { UnitDirectory } from './unit-directory.ts'

/** Where the matter is, as far as it is known: the names that units are found by. */
export interface RolePlace {
  district: string | null
  subdistrict: string | null
}

export interface ExpandedRole {
  unit: Unit | null
  /** Why this unit, in Chinese. */
  reason: string
  /** The place level that the role needs and that is not known. */
  missing: 'district' | 'subdistrict' | null
}

const unitPrefix = 'unit:'
const bureauPrefix = '@bureau:'

/**
 * A role of a catalogue line → the unit of this place (db/packs/README.md). Where only the district is known,
 * a street's role falls to the district (R12: 无法直接派单至具体承办单位，但能够确定所属行政区域的，派单至区).
 */
export function expandRole(role: string, place: RolePlace, directory: UnitDirectory): ExpandedRole {
  if (role.startsWith(unitPrefix)) {
    const name = role.slice(unitPrefix.length)
    const unit = directory.byName(name) ?? directory.byCode(name)
    return { unit, reason: `派单目录指定${name}承办`, missing: null }
  }
  if (place.district === null)
    return {
      unit: null,
      reason: '还不知道在哪个区',
      missing: role === '@subdistrict' ? 'subdistrict' : 'district',
    }
  if (role === '@subdistrict') return expandStreet(place, directory)
  if (role.startsWith(bureauPrefix))
    return expandBureau(role.slice(bureauPrefix.length), place.district, directory)
  return toDistrict(place.district, directory, `派单目录指定由区统筹（${place.district}）`)
}

function expandStreet(place: RolePlace, directory: UnitDirectory): ExpandedRole {
  const { district, subdistrict } = place
  if (subdistrict !== null) {
    const unit = directory.byName(subdistrict)
    return { unit, reason: `属地管理：事发地在${subdistrict}`, missing: null }
  }
  const found = toDistrict(district ?? '', directory, `只能确定在${district}，由区协调办理（R12）`)
  return { ...found, missing: 'subdistrict' }
}

function expandBureau(key: string, district: string, directory: UnitDirectory): ExpandedRole {
  const unit = directory.bureau(district, key)
  if (unit) return { unit, reason: `职权法定：${district}范围内由${unit.name}主管`, missing: null }
  return toDistrict(district, directory, `${district}没有单设对应部门（${key}），由区协调办理`)
}

function toDistrict(district: string, directory: UnitDirectory, reason: string): ExpandedRole {
  return { unit: directory.byName(district), reason, missing: null }
}

/** For a wish that concerns the whole city: the department above the first bureau that the line names. */
export function expandForCity(
  roles: readonly string[],
  directory: UnitDirectory,
): ExpandedRole | null {
  for (const role of roles) {
    const key = role.startsWith(bureauPrefix) ? role.slice(bureauPrefix.length) : null
    const unit = key === null ? null : directory.department(key)
    if (unit) return { unit, reason: `涉及全市，由市级主管部门${unit.name}研究`, missing: null }
  }
  return null
}
