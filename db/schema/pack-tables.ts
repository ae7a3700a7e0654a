import type { ColumnType, Generated } from 'kysely'
import type { Fixed, Nullable, Uuid } from './columns.ts'

export interface PackContentsTable {
  content_hash: string
  rows: ColumnType<unknown, string, never>
}

export interface PackVersionsTable {
  id: Fixed<Uuid>
  pack_code: string
  version: string
  content_hash: string
  effective_from: Date
  imported_at: Date
  imported_by: string
}

export interface PackTablesTable {
  version_id: Uuid
  table_name: string
  content_hash: string
}

export interface UnitsTable {
  code: string
  name: string
  short_names: Generated<string[]>
  level: 'district' | 'subdistrict' | 'bureau' | 'city' | 'enterprise' | 'central' | 'region'
  kind: Generated<string>
  parent_code: Nullable<string>
  district_code: Nullable<string>
  duty: Generated<string>
  on_call: Generated<boolean>
  active: Generated<boolean>
  updated_at: Date
}

/** The city: packs and their units. */
export interface PackTables {
  pack_contents: PackContentsTable
  pack_versions: PackVersionsTable
  pack_tables: PackTablesTable
  units: UnitsTable
}
