import { createHash } from 'node:crypto'
import type { Pack, Unit } from '../../db/packs/pack.ts'
import {
  type ExpandedRole,
  expandForCity,
  expandRole,
  type RolePlace,
} from '../catalogue/expand-role.ts'
import type { UnitDirectory } from '../catalogue/unit-directory.ts'

const unitPrefix = 'unit:'

/**
 * The role in which a unit answers at a place (R12): the street of the place, the district's bureau of a kind, the district, or the
 * unit itself. So one street's history teaches all streets. Null where only another place explains the unit: that is no example.
 */
export function roleOfLead(
  unit: Unit,
  place: RolePlace,
  directory: Pick<UnitDirectory, 'byName' | 'bureau'>,
): string | null {
  const { district, subdistrict } = place
  const codeOf = (name: string | null) => (name === null ? null : directory.byName(name)?.code)
  switch (unit.level) {
    case 'subdistrict':
      return codeOf(subdistrict) === unit.code ? '@subdistrict' : null
    case 'district':
      return codeOf(district) === unit.code ? '@district' : null
    case 'bureau':
      return bureauRole(unit, { district, code: codeOf(district) }, directory)
    default:
      return `${unitPrefix}${unit.code}`
  }
}

function bureauRole(
  unit: Unit,
  { district, code }: { district: string | null; code: string | null | undefined },
  directory: Pick<UnitDirectory, 'bureau'>,
): string | null {
  const here = district === null ? null : directory.bureau(district, unit.kind)
  if (here?.code === unit.code) return `@bureau:${unit.kind}`
  const isElsewhere = unit.district_code !== null && unit.district_code !== code
  return isElsewhere ? null : `${unitPrefix}${unit.code}`
}

export interface RoleFacts {
  place: RolePlace
  isCityWide: boolean
}

/** The unit of a role here, as the votes of the catalogue find it. */
export function expandHere(
  role: string,
  { place, isCityWide }: RoleFacts,
  directory: UnitDirectory,
): ExpandedRole {
  const local = expandRole(role, place, directory)
  const wider = isCityWide && local.unit === null ? expandForCity([role], directory) : null
  return wider ?? local
}

/** What tells one answer from another here: the unit, or the level of place that is missing. */
export function keyOf({ unit, missing }: Pick<ExpandedRole, 'unit' | 'missing'>): string {
  return unit?.code ?? `missing:${missing}`
}

/** Hash of who answers for what in a catalogue (R11): what was learnt beside another one is never applied. */
export function leadHashOf(pack: Pick<Pack, 'catalogue' | 'units'>): string {
  const hash = createHash('sha256')
  const lines = pack.catalogue.map(({ line, service_code, lead, supporting }) =>
    [line, service_code, lead, ...supporting].join('\t'),
  )
  const units = pack.units.map(({ code, level, kind }) => `${code}\t${level}\t${kind}`)
  for (const row of [...lines.sort(), ...units.sort()]) hash.update(`${row}\n`)
  return hash.digest('hex').slice(0, 16)
}
