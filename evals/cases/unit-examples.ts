import type { Pack } from '../../db/packs/pack.ts'
import { createUnitDirectory } from '../../dispatch/catalogue/unit-directory.ts'
import { roleOf } from '../../dispatch/review/draft-line.ts'

/** With fewer examples than this behind it a unit is rare. */
export const RARE_UNIT = 20

/** How many example sentences each role of the catalogue (`@subdistrict`, `@bureau:教委`, `unit:市交通委`) has behind it. */
function examplesByRole({ examples, catalogue }: Pack): Map<string, number> {
  const leads = new Map<string, Set<string>>()
  for (const { service_code, lead } of catalogue) {
    const roles = leads.get(service_code) ?? new Set<string>()
    for (const role of lead.split('|')) roles.add(role.trim())
    leads.set(service_code, roles)
  }
  const counts = new Map<string, number>()
  for (const { service_code } of examples) {
    // A class without a line of its own goes where its parent goes.
    let code = service_code
    while (code.length > 2 && !leads.has(code)) code = code.slice(0, -2)
    for (const role of leads.get(code) ?? []) counts.set(role, (counts.get(role) ?? 0) + 1)
  }
  return counts
}

/** The slice of a lead unit: whether the pack's examples have taught enough about what goes there (R12). */
export function createUnitRarity(pack: Pack): (unit: string) => string {
  const counts = examplesByRole(pack)
  const city = { pack, directory: createUnitDirectory(pack) }
  const known = new Map<string, string>()
  return (name) => {
    const earlier = known.get(name)
    if (earlier !== undefined) return earlier
    const unit = pack.units.find((one) => one.name === name)
    const count = unit ? (counts.get(roleOf(unit, city)) ?? 0) : 0
    const slice = count < RARE_UNIT ? `<${RARE_UNIT} 例` : `≥${RARE_UNIT} 例`
    known.set(name, slice)
    return slice
  }
}
