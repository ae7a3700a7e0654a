import { cityDepartments } from '../../db/packs/city-departments.ts'
import type { Pack, Unit } from '../../db/packs/pack.ts'

/** Units by code, by every name that stands for exactly one of them, and by role. */
export interface UnitDirectory {
  byName(name: string): Unit | null
  byCode(code: string): Unit | null
  /** The district's bureau of a kind, or null where the district has none. */
  bureau(districtName: string, key: string): Unit | null
  /** The city department above a kind of district bureau: 教委 → 市教委, 公安分局 → 市公安局. */
  department(key: string): Unit | null
}

/** Indexes the units of a pack. The official name wins over another unit's short name. */
export function createUnitDirectory(pack: Pack): UnitDirectory {
  const byCode = new Map(pack.units.map((unit) => [unit.code, unit]))
  const byName = new Map<string, Unit>()
  for (const unit of pack.units) byName.set(unit.name, unit)
  for (const unit of pack.units)
    for (const name of unit.short_names) if (!byName.has(name)) byName.set(name, unit)
  const bureaus = bureauNames(pack)
  const departments = cityDepartments(pack, (name) => byName.get(name))
  return {
    byName: (name) => byName.get(name) ?? null,
    byCode: (code) => byCode.get(code) ?? null,
    bureau: (districtName, key) => {
      const name = bureaus.get(`${districtName}/${key}`)
      return name === undefined ? null : (byName.get(name) ?? null)
    },
    department: (key) => departments.get(key) ?? null,
  }
}

/** `district/key` → official name: the row's own name, else the pattern of the bureau kind. */
function bureauNames(pack: Pack): Map<string, string> {
  const patterns = new Map(pack.bureaus.map(({ key, pattern }) => [key, pattern]))
  const names = new Map<string, string>()
  for (const { district, bureau, name } of pack.district_bureaus) {
    const pattern = patterns.get(bureau) ?? ''
    const short = district.replace(/区$/, '')
    const filled = pattern.replaceAll('{district}', district).replaceAll('{short}', short)
    names.set(`${district}/${bureau}`, name || filled)
  }
  return names
}
