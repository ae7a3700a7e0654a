import { createHash } from 'node:crypto'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Pack } from './pack.ts'

/** Everything of a pack that is content. */
export type PackTables = Omit<Pack, 'content_hash'>

/** Names one table's content. */
export function hashRows(rows: unknown): string {
  return createHash('sha256').update(canonicalJson(rows), 'utf8').digest('hex')
}

/** SHA-256 over the names and hashes of all tables. */
export function hashPack(tables: PackTables): string {
  return hashTables(Object.entries(tables).map(([name, rows]) => ({ name, hash: hashRows(rows) })))
}

export function hashTables(tables: { name: string; hash: string }[]): string {
  const lines = tables.map(({ name, hash }) => `${name} ${hash}\n`).sort()
  return createHash('sha256').update(lines.join(''), 'utf8').digest('hex')
}
