import { sql } from 'kysely'
import { appendAuditEvent } from '../audit/append-audit-event.ts'
import type { Database, Db } from '../client.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { newId } from '../kernel/ids.ts'
import { vacuum } from '../pglite/vacuum.ts'
import { applyPack, enqueueApplyPack } from './apply-pack-job.ts'
import { type SplitArticle, splitByHeading } from './article-store.ts'
import { hashRows } from './hash-pack.ts'
import type { Pack } from './pack.ts'

export interface PackImport {
  now: Date
  /** Who loads it: a login, or the command. */
  by: string
  /** From when it is in force; default `now`. */
  effective?: Date
  /** Default: one passage for each heading. */
  split?: SplitArticle
}

export interface ImportedPack {
  versionId: string
  /** False when the newest version already has exactly this content. */
  changed: boolean
}

/**
 * Stores a pack as a new version in one transaction: its tables (only those whose content is new cost anything), its
 * units, its published articles, and an audit event. Loading the same content again changes nothing.
 */
export async function importPack(
  database: Pick<Database, 'db' | 'pool' | 'shape'>,
  pack: Pack,
  wish: PackImport,
): Promise<ImportedPack> {
  const imported = await database.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(718120003)`.execute(trx)
    const newest = await findNewest(trx, pack.meta.code)
    if (newest?.content_hash === pack.content_hash) {
      return { versionId: newest.id, changed: false }
    }
    const versionId = await insertVersion(trx, pack, wish)
    await bringIntoForce(trx, pack, versionId, wish)
    await appendAuditEvent(trx, {
      at: wish.now,
      actorKind: 'system',
      actorId: wish.by,
      action: 'pack.import',
      subject: `pack_version:${versionId}`,
      detail: { version: pack.meta.version, content_hash: pack.content_hash },
    })
    return { versionId, changed: true }
  })
  // A first import makes thousands of rows that the planner knows nothing about; PostgreSQL sees to that by itself.
  if (imported.changed && database.shape === 'embedded') await vacuum(database.pool)
  return imported
}

/** Units and articles of a version for a later day wait for it, as its catalogue does. */
async function bringIntoForce(
  trx: Db,
  pack: Pack,
  versionId: string,
  { now, effective = now, split = splitByHeading }: PackImport,
): Promise<void> {
  if (effective > now) return enqueueApplyPack(trx, { versionId, now, effective })
  await applyPack(trx, pack, { now, split })
}

async function findNewest(trx: Db, packCode: string) {
  return await trx
    .selectFrom('pack_versions')
    .select(['id', 'content_hash'])
    .where('pack_code', '=', packCode)
    .orderBy('imported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function insertVersion(trx: Db, pack: Pack, wish: PackImport): Promise<string> {
  const versionId = newId(wish.now.getTime())
  await trx
    .insertInto('pack_versions')
    .values({
      id: versionId,
      pack_code: pack.meta.code,
      version: pack.meta.version,
      content_hash: pack.content_hash,
      effective_from: wish.effective ?? wish.now,
      imported_at: wish.now,
      imported_by: wish.by,
    })
    .execute()
  const { content_hash: _, ...tables } = pack
  for (const [name, rows] of Object.entries(tables)) {
    const hash = hashRows(rows)
    await trx
      .insertInto('pack_contents')
      .values({ content_hash: hash, rows: canonicalJson(rows) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await trx
      .insertInto('pack_tables')
      .values({ version_id: versionId, table_name: name, content_hash: hash })
      .execute()
  }
  return versionId
}
