import type { Pack } from '../pack.ts'
import type { RowPositions } from '../pack-problems.ts'
import { createReport, type Finding, type Report } from './finding.ts'
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
  lintWhole(pack, report)
  return findings.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
}

/** What no row can say: a part that is not there at all. A pack may be small, but who puts it into service must know. */
function lintWhole(pack: Pack, report: Report): void {
  const missing = (is: boolean, check: string, text: string) => {
    if (is) report(check, null, text, 'warning')
  }
  const { jurisdictions, taxonomy, catalogue, lexicons } = pack
  missing(jurisdictions.length === 0, 'pack.no-place', '还没有区划，地点认不出来')
  missing(taxonomy.length === 0, 'pack.no-class', '还没有事项分类')
  missing(catalogue.length === 0, 'pack.no-catalogue', '还没有派单目录，只能人工选单位')
  const danger = lexicons['emergency'] ?? []
  const text = '没有紧急情形词表，着火、伤人会当成普通诉求（条例第十一条）；上线前必须补上'
  missing(danger.length === 0, 'pack.no-emergency', text)
}
