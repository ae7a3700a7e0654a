import type { z } from 'zod'
import type { bureauRow, districtBureauRow, Jurisdiction, Unit, unitRow } from './pack.ts'

export interface UnitTables {
  jurisdictions: Jurisdiction[]
  bureaus: z.infer<typeof bureauRow>[]
  districtBureaus: z.infer<typeof districtBureauRow>[]
  units: z.infer<typeof unitRow>[]
}

const districtKinds = ['district', 'development_zone']
const streetKinds = ['subdistrict', 'town', 'township', 'area']

/**
 * All handling units of a city from the tables that name them, written as orders and reports write them.
 * `onUnit` is told the row that each unit was made of.
 */
export function buildUnits(tables: UnitTables, onUnit: OnUnit = () => {}): Unit[] {
  const made = <R extends object>(row: R, unit: Unit): Unit => {
    onUnit(unit, row)
    return unit
  }
  const districts = tables.jurisdictions.filter(({ kind }) => districtKinds.includes(kind))
  return [
    ...districts.map((row) => made(row, districtUnit(row))),
    ...streetUnits(tables.jurisdictions, districts, made),
    ...bureauUnits(tables, districts, made),
    ...tables.units.map((row) => made(row, listedUnit(row))),
  ]
}

export type OnUnit = (unit: Unit, row: object) => void
type Made = (row: object, unit: Unit) => Unit

function districtUnit(district: Jurisdiction): Unit {
  return {
    code: district.code,
    name: district.name,
    short_names: district.aliases,
    level: 'district',
    kind: district.kind,
    parent_code: null,
    district_code: district.code,
    duty: '',
    on_call: false,
  }
}

/** A street or township carries its district's name, because street names repeat: `朝阳区` + `望京街道`. */
function streetUnits(all: Jurisdiction[], districts: Jurisdiction[], made: Made): Unit[] {
  const byCode = new Map(districts.map((district) => [district.code, district]))
  return all.flatMap((street) => {
    const district = byCode.get(street.parent)
    if (district === undefined || !streetKinds.includes(street.kind)) return []
    const names = [street.name, ...street.aliases]
    return made(street, {
      code: street.code,
      name: `${district.name}${street.name}`,
      short_names: unique([...names, ...street.aliases.map((alias) => `${district.name}${alias}`)]),
      level: 'subdistrict' as const,
      kind: street.kind,
      parent_code: district.code,
      district_code: district.code,
      duty: '',
      on_call: false,
    })
  })
}

/**
 * One unit for each pair of the table: that a district has such a bureau is a fact, its name usually a pattern. Where
 * one bureau does the work of two (a development zone's), both rows carry its name and it is one unit under the first key.
 */
function bureauUnits(
  { bureaus, districtBureaus }: UnitTables,
  districts: Jurisdiction[],
  made: Made,
): Unit[] {
  const byKey = new Map(bureaus.map((bureau) => [bureau.key, bureau]))
  const byName = new Map(districts.map((district) => [district.name, district]))
  const units = districtBureaus.flatMap((row) => {
    const bureau = byKey.get(row.bureau)
    const district = byName.get(row.district)
    if (bureau === undefined || district === undefined) return []
    const name = row.name || fillPattern(bureau.pattern, district.name)
    const short = bureau.short_names.map((pattern) => fillPattern(pattern, district.name))
    return made(row, {
      code: `${district.code}:${bureau.key}`,
      name,
      short_names: unique([...row.aliases, ...short]).filter((alias) => alias !== name),
      level: 'bureau' as const,
      kind: bureau.key,
      parent_code: district.code,
      district_code: district.code,
      duty: bureau.duty,
      on_call: bureau.on_call,
    })
  })
  return mergeByName(units)
}

/** Adds to the first of a name what the others bring. */
function mergeByName(units: Unit[]): Unit[] {
  const byName = new Map<string, Unit>()
  for (const unit of units) {
    const first = byName.get(unit.name)
    if (first === undefined) {
      byName.set(unit.name, unit)
      continue
    }
    first.short_names = unique([...first.short_names, ...unit.short_names])
    first.duty = unique([first.duty, unit.duty]).join('')
    first.on_call ||= unit.on_call
  }
  return [...byName.values()]
}

/** `{district}` is `朝阳区`, `{short}` is `朝阳`. */
export function fillPattern(pattern: string, district: string): string {
  return pattern
    .replaceAll('{district}', district)
    .replaceAll('{short}', district.replace(/区$/, ''))
}

function listedUnit(unit: z.infer<typeof unitRow>): Unit {
  return {
    code: unit.code,
    name: unit.name,
    short_names: unit.short_names,
    level: unit.level,
    kind: unit.kind,
    parent_code: unit.parent || null,
    district_code: null,
    duty: unit.duty,
    on_call: unit.on_call,
  }
}

function unique(names: string[]): string[] {
  return [...new Set(names)]
}
