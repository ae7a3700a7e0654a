import { cityDate } from '../../db/kernel/city-time.ts'
import type { CatalogueEntry, Pack } from '../../db/packs/pack.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { type ExpandedRole, expandRole, type RolePlace } from '../catalogue/expand-role.ts'
import {
  type Catalogue,
  type CatalogueFacts,
  createCatalogue,
  matchCatalogue,
} from '../catalogue/match-catalogue.ts'
import { detectOwners } from '../catalogue/road-owner.ts'
import { timeConditions } from '../catalogue/time-conditions.ts'
import { createUnitDirectory, type UnitDirectory } from '../catalogue/unit-directory.ts'
import type { Proposal } from '../proposal/proposal.ts'
import { createTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts'
import { conditionsText } from './describe-line.ts'

/** The parts of a pack that say who answers for what; made once. */
export interface Duties {
  pack: Pack
  taxonomy: Taxonomy
  catalogue: Catalogue
  directory: UnitDirectory
}

export function createDuties(pack: Pack): Duties {
  return {
    pack,
    taxonomy: createTaxonomy(pack),
    catalogue: createCatalogue(pack),
    directory: createUnitDirectory(pack),
  }
}

/** If this were so, that unit would answer for it. */
export interface Change {
  about: 'class' | 'place' | 'condition'
  if: string
  /** Null where the unit depends on a place that is not known. */
  unit: { code: string; name: string } | null
  result: string
  line: string
}

interface Known {
  code: string
  place: RolePlace
  facts: CatalogueFacts
}

const MOST = 3

/**
 * What would change the answer: the same request with another class, at another place, or under another condition of the catalogue, each
 * computed from the lines in force (R12). Only what leads to another unit than the proposed one is listed.
 */
export function whatWouldChange(duties: Duties, proposal: Proposal, at: Date): Change[] {
  const code = proposal.service_codes[0]?.code
  const lead = proposal.units.find(({ role }) => role === 'lead')?.code ?? null
  if (code === undefined) return []
  const known = { code, place: proposal.place, facts: factsOf(duties, proposal, at) }
  const differs = (change: Change | null): change is Change =>
    change !== null && change.unit?.code !== lead && (change.unit !== null || lead !== null)
  return [
    ...distinct(otherClasses(duties, proposal, known).filter(differs)),
    ...distinct(otherPlaces(duties, proposal, known).filter(differs)),
    ...distinct(otherConditions(duties, known).filter(differs)),
  ]
}

function distinct(changes: Change[]): Change[] {
  const seen = new Set<string>()
  return changes
    .filter((change) => {
      const key = change.unit?.code ?? change.result
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, MOST)
}

function factsOf({ pack }: Duties, proposal: Proposal, at: Date): CatalogueFacts {
  const words = normaliseText(proposal.text)
  return {
    placeLevel: levelOf(proposal.place),
    respondent: proposal.respondent,
    owners: detectOwners(words),
    times: timeConditions(at, { timeZone: pack.meta.timezone, calendar: pack.calendar }),
    words,
    on: cityDate(at, pack.meta.timezone),
  }
}

function levelOf(place: RolePlace): CatalogueFacts['placeLevel'] {
  if (place.subdistrict !== null) return 'subdistrict'
  return place.district === null ? 'none' : 'district'
}

const firstRole = (entry: CatalogueEntry) => entry.lead.split('|')[0]?.trim() ?? ''

function changeOf(
  found: { entry: CatalogueEntry; expanded: ExpandedRole },
  words: Pick<Change, 'about' | 'if'>,
): Change {
  const { unit, reason } = found.expanded
  return {
    ...words,
    unit: unit && { code: unit.code, name: unit.name },
    result: unit?.name ?? reason,
    line: found.entry.line,
  }
}

function answer(duties: Duties, { code, place, facts }: Known) {
  const match = matchCatalogue(duties.catalogue, { taxonomy: duties.taxonomy, code, facts })
  if (!match) return null
  const expanded = expandRole(firstRole(match.entry), place, duties.directory)
  return { entry: match.entry, expanded }
}

function otherClasses(duties: Duties, proposal: Proposal, known: Known): (Change | null)[] {
  return proposal.service_codes.slice(1).map(({ code, path }) => {
    const found = answer(duties, { ...known, code })
    return found && changeOf(found, { about: 'class', if: `事项是“${path.join(' › ')}”` })
  })
}

function otherPlaces(duties: Duties, proposal: Proposal, known: Known): (Change | null)[] {
  const places = proposal.place.candidates.slice(0, 5).map((candidate) => {
    const place = { district: candidate.district, subdistrict: candidate.subdistrict }
    const facts = { ...known.facts, placeLevel: levelOf(place) }
    const found = answer(duties, { ...known, place, facts })
    const name = place.subdistrict ?? place.district ?? ''
    return found && changeOf(found, { about: 'place', if: `地点在${name}` })
  })
  return [...places, elsewhere(duties, known)]
}

/** What another place means for this line, said once: the roles of a line move with the place, a named unit does not. */
function elsewhere(duties: Duties, known: Known): Change | null {
  const found = answer(duties, known)
  const role = found ? firstRole(found.entry) : ''
  if (!found || !role.startsWith('@')) return null
  const result = elsewhereText(role)
  const what = role === '@subdistrict' ? '地点在别的街道（乡镇）' : '地点在别的区'
  return { about: 'place', if: what, unit: null, result, line: found.entry.line }
}

function elsewhereText(role: string): string {
  if (role === '@district') return '由那个区统筹'
  if (role === '@subdistrict') return '由那里的街道（乡镇）承办，同时送所在区'
  return `由那个区的${role.replace(/^@bureau:/, '')}承办`
}

/** Lines of the same class whose condition does not hold now. */
function otherConditions(duties: Duties, known: Known): (Change | null)[] {
  const path = duties.taxonomy.path(known.code).toReversed()
  const now = answer(duties, known)?.entry.line
  const entries = path.flatMap(({ code }) =>
    duties.catalogue.linesOf(code).map(({ entry }) => entry),
  )
  return entries
    .filter((entry) => entry.line !== now)
    .map((entry) => {
      const conditions = conditionsText(entry)
      if (conditions === '') return null
      const expanded = expandRole(firstRole(entry), known.place, duties.directory)
      return changeOf({ entry, expanded }, { about: 'condition', if: conditions })
    })
}
