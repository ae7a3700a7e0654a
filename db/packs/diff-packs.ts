import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Pack } from './pack.ts'

export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

export interface TableDiff {
  table: string
  added: string[]
  removed: string[]
  changed: { key: string; fields: FieldChange[] }[]
}

type Row = Record<string, unknown>

/** What names a row of each table, so that an edited row is one change and not a removal and an addition. */
const keys: Partial<Record<keyof Pack, (row: Row) => string>> = {
  jurisdictions: (row) => String(row['code']),
  confusable: (row) => `${row['name_a']} / ${row['name_b']}`,
  landmarks: (row) => `${row['name']} (${String(row['jurisdictions'])})`,
  bureaus: (row) => String(row['key']),
  district_bureaus: (row) => `${row['district']} ${row['bureau']}`,
  units: (row) => String(row['code']),
  taxonomy: (row) => String(row['code']),
  examples: (row) => `${row['service_code']} ${row['text']}`,
  emergency_examples: (row) => String(row['text']),
  catalogue: (row) => String(row['line']),
  service_points: (row) => String(row['code']),
  articles: (row) => String(row['id']),
}

/** A lexicon is compared rule by rule: one changed pattern must not show two hundred rules. */
function rulesOf({ lexicons }: Pack): Map<string, Row> {
  const rules = Object.entries(lexicons).flatMap(([name, own]) =>
    own.map((rule) => [`${name}/${rule.id}`, { ...rule }] as const),
  )
  return new Map(rules)
}

function rowsOf(pack: Pack, table: keyof Pack): Map<string, Row> {
  if (table === 'lexicons') return rulesOf(pack)
  const value = pack[table]
  const key = keys[table]
  if (Array.isArray(value) && key) {
    return new Map(value.map((row) => [key(row as Row), { ...row }]))
  }
  const entries = Object.entries(value as Row)
  return new Map(entries.map(([name, entry]) => [name, { value: entry }]))
}

function changedFields(a: Row, b: Row): FieldChange[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((field) => canonicalJson(a[field] ?? null) !== canonicalJson(b[field] ?? null))
    .map((field) => ({ field, before: a[field] ?? null, after: b[field] ?? null }))
}

/** What changes between two packs, table by table; tables that are equal are left out. */
export function diffPacks(before: Pack, after: Pack): TableDiff[] {
  const tables = ['meta', ...Object.keys(keys), 'lexicons', 'calendar', 'texts'] as (keyof Pack)[]
  return tables
    .map((table) => {
      const [a, b] = [rowsOf(before, table), rowsOf(after, table)]
      const changed = [...b].flatMap(([key, row]) => {
        const old = a.get(key)
        const fields = old ? changedFields(old, row) : []
        return fields.length > 0 ? [{ key, fields }] : []
      })
      return {
        table,
        added: [...b.keys()].filter((key) => !a.has(key)),
        removed: [...a.keys()].filter((key) => !b.has(key)),
        changed,
      }
    })
    .filter((diff) => diff.added.length + diff.removed.length + diff.changed.length > 0)
}
