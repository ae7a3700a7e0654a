import type { Pack } from '../pack.ts'
import type { RowPositions } from '../pack-problems.ts'
import { createReport, type Finding } from './finding.ts'
import { lintCalendar } from './lint-calendar.ts'
import { lintCatalogue } from './lint-catalogue.ts'
import { lintLanguage } from './lint-language.ts'
import { lintPlaces } from './lint-places.ts'
import { lintTaxonomy } from './lint-taxonomy.ts'
import { lintUnits } from './lint-units.ts'

/**
 * Everything that can be wrong in a pack that reads well row by row. Errors stop an import; warnings are for a person.
 * `today` is an ISO date: what has expired is judged by it.
 */
export function lintPack(pack: Pack, positions: RowPositions, today: string): Finding[] {
  const { report, findings } = createReport(positions)
  lintPlaces(pack, report)
  lintUnits(pack, report)
  lintTaxonomy(pack, report)
  lintCatalogue(pack, today, report)
  lintCalendar(pack, today, report)
  lintLanguage(pack, today, report)
  return findings.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
}
