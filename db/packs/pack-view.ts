import type { Db } from '../client.ts'
import { AppError } from '../kernel/errors.ts'
import { hashTables, type PackTables } from './hash-pack.ts'
import { type Pack, packMeta } from './pack.ts'

export interface LoadedPack {
  pack: Pack
  /** Goes onto each proposal and order that rests on this pack. */
  versionId: string
}

/** The version in force at `at`: of those that have come into effect the latest. Throws `pack.missing` when there is none. */
export async function loadPack(db: Db, at = new Date()): Promise<LoadedPack> {
  const version = await db
    .selectFrom('pack_versions')
    .select(['id', 'content_hash'])
    .where('effective_from', '<=', at)
    .orderBy('effective_from', 'desc')
    .orderBy('imported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (version === undefined) throw new AppError('pack.missing')
  return { pack: await readStoredPack(db, version), versionId: version.id }
}

/** Content of the version of a city that was imported last, in force or not yet; null where there is none. */
export async function findNewestHash(db: Db, code: string): Promise<string | null> {
  const newest = await db
    .selectFrom('pack_versions')
    .select('content_hash')
    .where('pack_code', '=', code)
    .orderBy('imported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.content_hash ?? null
}

/** The pack that a proposal or an order rests on, whatever is in force now. */
export async function loadPackVersion(db: Db, versionId: string): Promise<LoadedPack> {
  const version = await db
    .selectFrom('pack_versions')
    .select(['id', 'content_hash'])
    .where('id', '=', versionId)
    .executeTakeFirst()
  if (version === undefined) throw new AppError('pack.missing')
  return { pack: await readStoredPack(db, version), versionId: version.id }
}

async function readStoredPack(
  db: Db,
  version: { id: string; content_hash: string },
): Promise<Pack> {
  const stored = await db
    .selectFrom('pack_tables')
    .innerJoin('pack_contents', 'pack_contents.content_hash', 'pack_tables.content_hash')
    .select(['pack_tables.table_name', 'pack_contents.content_hash', 'pack_contents.rows'])
    .where('pack_tables.version_id', '=', version.id)
    .execute()
  const hash = hashTables(stored.map((row) => ({ name: row.table_name, hash: row.content_hash })))
  if (hash !== version.content_hash) {
    throw new AppError('pack.unreadable', { detail: `数据库里的版本 ${version.id} 不完整` })
  }
  const tables = Object.fromEntries(stored.map((row) => [row.table_name, row.rows]))
  // Written by importPack from a parsed pack; a table that this program knows and that version did not have is empty.
  const pack = { ...emptyTables(), ...tables } as PackTables
  return { ...pack, meta: packMeta.parse(pack.meta), content_hash: version.content_hash }
}

/** A pack that holds nothing yet. */
export function emptyTables(): Omit<PackTables, 'meta'> {
  return {
    jurisdictions: [],
    confusable: [],
    landmarks: [],
    bureaus: [],
    district_bureaus: [],
    units: [],
    taxonomy: [],
    examples: [],
    emergency_examples: [],
    catalogue: [],
    lexicons: {},
    calendar: {},
    texts: {},
    articles: [],
    service_points: [],
  }
}
