import type { CatalogueEntry, Pack, Unit } from '../../db/packs/pack.ts'
import type { UnitDirectory } from '../catalogue/unit-directory.ts'
import { roleText } from './describe-line.ts'

/** Where the overridden orders of a line went. */
export interface Override {
  unit: Unit
  count: number
}

export interface LineDraft {
  row: CatalogueEntry
  /** Why, in numbers: it stands in the draft's note and beside it on the screen. */
  reason: string
}

/**
 * The role that describes a unit wherever the matter is: a street's order goes to the street of each place, a district bureau's to the
 * bureau of each district; what is neither is named. Only this makes one line right for the whole city (db/packs/README.md).
 */
export function roleOf(unit: Unit, city: { pack: Pack; directory: UnitDirectory }): string {
  if (unit.level === 'subdistrict') return '@subdistrict'
  if (unit.level === 'district') return '@district'
  const bureau = city.pack.bureaus.find(({ key }) =>
    city.pack.units.some(
      (district) =>
        district.level === 'district' && city.directory.bureau(district.name, key) === unit,
    ),
  )
  return bureau ? `@bureau:${bureau.key}` : `unit:${unit.name}`
}

/**
 * A draft of the change that the overrides of a line suggest: the lead to which most of them went, with the old lead as supporting unit.
 * Null where nothing was overridden. It is a row for the pack's owner; no published version is touched.
 */
export function draftLine(
  entry: CatalogueEntry,
  overrides: readonly Override[],
  city: { pack: Pack; directory: UnitDirectory },
): LineDraft | null {
  const roles = new Map<string, number>()
  for (const { unit, count } of overrides) {
    const role = roleOf(unit, city)
    roles.set(role, (roles.get(role) ?? 0) + count)
  }
  const [best] = [...roles].sort(([, a], [, b]) => b - a)
  if (!best) return null
  const [lead, count] = best
  const total = overrides.reduce((sum, override) => sum + override.count, 0)
  const reason = `${entry.line} 号被改派 ${total} 次，其中 ${count} 次改给${roleText(lead)}`
  const old = entry.lead.split('|').map((role) => role.trim())
  const supporting = [...new Set([...entry.supporting, ...old])].filter((role) => role !== lead)
  // The mode followed from the old lead; it is left to the rule of the new one.
  const { mode: _, ...rest } = entry
  return {
    row: {
      ...rest,
      lead,
      supporting,
      note: [entry.note, `草稿：${reason}`].filter(Boolean).join('；'),
    },
    reason,
  }
}

const columns = [
  'line',
  'service_code',
  'when_place',
  'when_respondent',
  'when_owner',
  'when_keywords',
  'when_not_keywords',
  'when_time',
  'lead',
  'supporting',
  'copies',
  'mode',
  'deadline',
  'legal_basis',
  'valid_from',
  'valid_until',
  'note',
] as const satisfies readonly (keyof CatalogueEntry)[]

/** Draft rows as a file of the pack's own format, header first, ready to be put into its catalogue folder. */
export function linesToCsv(rows: readonly CatalogueEntry[]): string {
  const cell = (value: string | readonly string[] | undefined) => {
    const text = typeof value === 'string' ? value : (value ?? []).join('|')
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}
