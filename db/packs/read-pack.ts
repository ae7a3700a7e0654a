import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../kernel/errors.ts'
import { buildUnits } from './build-units.ts'
import { hashPack, type PackTables } from './hash-pack.ts'
import {
  bureauRow,
  catalogueRow,
  confusableRow,
  districtBureauRow,
  emergencyExampleRow,
  exampleRow,
  jurisdictionRow,
  landmarkRow,
  type Pack,
  packMeta,
  servicePointRow,
  taxonomyRow,
  textEntry,
  unitRow,
} from './pack.ts'
import { createPackProblems, type PackProblems, type RowPositions } from './pack-problems.ts'
import {
  readArticles,
  readCalendar,
  readEntries,
  readLexicons,
  readYaml,
} from './read-documents.ts'
import { readTable } from './read-table.ts'

/**
 * Reads a city's folder (format: README.md beside this file) into memory. Every table but `pack.yaml` may be missing.
 * `positions`, if given, is filled with where each row stands. Throws `pack.invalid` with file and line of what is wrong, `pack.unreadable` when there is no pack at all.
 */
export async function readPack(dir: string, positions?: RowPositions): Promise<Pack> {
  const file = join(dir, 'pack.yaml')
  if (!existsSync(file)) {
    throw new AppError('pack.unreadable', { detail: `${dir} 里没有 pack.yaml，请检查 PACK_DIR` })
  }
  const problems = createPackProblems(dir, positions)
  const meta = readYaml(file, { schema: packMeta, problems })
  const tables = readTables(dir, problems)
  if (meta !== null) checkUnits(tables.units, problems, dir)
  problems.throwIfAny()
  if (meta === null) throw new AppError('pack.unreadable', { detail: file })
  const pack = { meta, ...tables }
  return { ...pack, content_hash: hashPack(pack) }
}

function readTables(dir: string, problems: PackProblems): Omit<PackTables, 'meta'> {
  const table = <S extends z.ZodObject<Record<string, z.ZodType>>>(name: string, schema: S) =>
    readTable(dir, name, { schema, problems })
  const jurisdictions = table('jurisdictions', jurisdictionRow)
  const bureaus = table('bureaus', bureauRow)
  const districtBureaus = table('district-bureaus', districtBureauRow)
  const unitTables = { jurisdictions, bureaus, districtBureaus, units: table('units', unitRow) }
  const texts = { schema: z.record(z.string(), textEntry), problems }
  return {
    jurisdictions,
    bureaus,
    district_bureaus: districtBureaus,
    units: buildUnits(unitTables, problems.placeLike),
    confusable: table('confusable', confusableRow),
    landmarks: table('landmarks', landmarkRow),
    taxonomy: table('taxonomy', taxonomyRow),
    examples: table('examples', exampleRow),
    emergency_examples: table('emergency-examples', emergencyExampleRow),
    catalogue: table('catalogue', catalogueRow),
    service_points: table('service-points', servicePointRow),
    lexicons: readLexicons(dir, problems),
    calendar: readCalendar(join(dir, 'calendar.yaml'), problems),
    texts: readEntries(join(dir, 'texts.yaml'), texts),
    articles: readArticles(dir, problems),
  }
}

/** Two units of one code or name cannot both be stored, and a reader could not tell them apart. */
function checkUnits(units: Pack['units'], problems: PackProblems, dir: string): void {
  const seen = new Set<string>()
  for (const unit of units) {
    for (const key of [`代码 ${unit.code}`, `名称 ${unit.name}`]) {
      if (seen.has(key)) problems.add(join(dir, 'units'), 0, `单位重复：${key}`)
      seen.add(key)
    }
  }
}
