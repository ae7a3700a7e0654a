import { fillPattern } from '../build-units.ts'
import { cityDepartments } from '../city-departments.ts'
import type { Pack } from '../pack.ts'
import type { Report } from './finding.ts'

/** District bureaus: each row names a district and a kind of bureau that exist, once. */
function lintBureaus(pack: Pack, report: Report): void {
  const districts = new Set(
    pack.units.filter((unit) => unit.level === 'district').map((unit) => unit.name),
  )
  const keys = new Set(pack.bureaus.map((row) => row.key))
  const seen = new Set<string>()
  for (const row of pack.district_bureaus) {
    if (!districts.has(row.district)) report('bureau.district', row, `没有“${row.district}”这个区`)
    if (!keys.has(row.bureau)) report('bureau.key', row, `bureaus 里没有“${row.bureau}”`)
    const key = `${row.district} ${row.bureau}`
    if (seen.has(key)) report('bureau.repeated', row, `${key} 重复`)
    seen.add(key)
    if (row.source === '') report('bureau.no-source', row, `${key} 没有写来源`, 'warning')
  }
}

/**
 * A unit that no catalogue line can reach is either forgotten in the catalogue or needless in the list. The city department above a bureau
 * is reached where a line names the bureau and the matter is the whole city's (R12).
 */
function lintReach(pack: Pack, report: Report): void {
  const named = new Set(
    pack.catalogue
      .flatMap((line) => [line.lead, ...line.supporting, ...line.copies])
      .map((role) => role.replace(/^unit:/, '')),
  )
  const keys = new Set([...named].map((role) => role.replace(/^@bureau:/, '')))
  for (const bureau of pack.bureaus) {
    if (!keys.has(bureau.key)) {
      report('unit.no-class', bureau, `区级部门“${bureau.key}”没有任何派单行`, 'warning')
    }
  }
  const unitNames = new Map(pack.units.map((unit) => [unit.name, unit]))
  for (const [key, unit] of cityDepartments(pack, (name) => unitNames.get(name)))
    if (keys.has(key)) named.add(unit.name)
  for (const unit of pack.units) {
    const listed = unit.level === 'city' || unit.level === 'enterprise'
    if (listed && !named.has(unit.name)) {
      report('unit.no-class', unit, `单位“${unit.name}”没有任何派单行`, 'warning')
    }
  }
}

/** Short names that stand for two units of one level would make a search pick either. */
function lintShortNames(pack: Pack, report: Report): void {
  const holders = new Map<string, string>()
  for (const unit of pack.units) {
    if (unit.level === 'subdistrict' || unit.level === 'bureau') continue
    for (const name of unit.short_names) {
      const other = holders.get(name)
      if (other !== undefined && other !== unit.name) {
        report('unit.alias', unit, `简称“${name}”同时指 ${other} 和 ${unit.name}`)
      }
      holders.set(name, unit.name)
    }
  }
}

/** A district bureau by its pattern's name that no row says the district has: it may not exist at all. */
function lintUnlisted(pack: Pack, report: Report): void {
  const unlisted = unlistedBureaus(pack)
  for (const unit of pack.units) {
    const bureau = unit.level === 'bureau' ? undefined : unlisted.get(unit.name)
    if (bureau) report('unit.unlisted-bureau', unit, `“${unit.name}”：${bureau}`)
  }
}

/** Names that a pattern makes and that `district-bureaus` does not list, with what to do about it. */
export function unlistedBureaus(pack: Pack): Map<string, string> {
  const listed = new Set(
    pack.units.filter(({ level }) => level === 'bureau').map(({ name }) => name),
  )
  const names = new Map<string, string>()
  for (const { name: district } of pack.units.filter(({ level }) => level === 'district')) {
    for (const { key, pattern } of pack.bureaus) {
      const name = fillPattern(pattern, district)
      if (listed.has(name)) continue
      names.set(name, `district-bureaus 没有列出${district}有“${key}”，请先核实再加一行`)
    }
  }
  return names
}

/** Checks units: bureaus of districts that exist, units that no line reaches, ambiguous short names. */
export function lintUnits(pack: Pack, report: Report): void {
  lintBureaus(pack, report)
  lintUnlisted(pack, report)
  lintReach(pack, report)
  lintShortNames(pack, report)
}
