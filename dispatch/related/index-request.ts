import type { Database, Db } from '../../db/client.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { EmbeddingSpace } from '../../kb/embed/embedder.ts'
import { ranksByVector } from '../../kb/search/fuse.ts'
import type { Proposal } from '../proposal/proposal.ts'
import { enqueueRelate } from './relate-request-job.ts'
import { insertIndexRows, markDecided, selectUnindexed } from './request-index-store.ts'
import { requestTerms } from './request-terms.ts'
import { ensureVectorIndex } from './vector-index-store.ts'

export interface RequestToIndex {
  requestId: string
  orderId: string
  input: {
    title: string
    description: string
    elements: Record<string, unknown>
    proposal: Pick<Proposal, 'place'> | null
    receivedAt: Date
    now: Date
  }
}

const addressOf = (elements: unknown) => (elements as { address?: string } | null)?.address ?? ''

/** Makes a new request findable in its own transaction, and promises to look for what it belongs to. */
export async function indexRequest(trx: Db, request: RequestToIndex): Promise<void> {
  const { requestId, orderId, input } = request
  await insertIndexRows(trx, [
    {
      requestId,
      orderId,
      terms: requestTerms(input.description, addressOf(input.elements)),
      district: input.proposal?.place.district ?? null,
      subdistrict: input.proposal?.place.subdistrict ?? null,
      receivedAt: input.receivedAt,
    },
  ])
  await enqueueRelate(trx, requestId, input.now)
}

const CHUNK = 500

/** Indexes requests from before the index was there, a few at a time; returns how many. */
export async function indexMissing(db: Db): Promise<number> {
  let done = 0
  for (;;) {
    const rows = await selectUnindexed(db, CHUNK)
    if (rows.length === 0) return done
    await db.transaction().execute(async (trx) => {
      const indexed = rows.map((row) => ({
        requestId: row.id,
        orderId: row.order_id,
        terms: requestTerms(row.description, addressOf(row.elements)),
        district: row.district,
        subdistrict: row.subdistrict,
        receivedAt: row.received_at,
      }))
      await insertIndexRows(trx, indexed)
      await markDecided(
        trx,
        indexed.map(({ orderId }) => orderId),
      )
    })
    done += rows.length
  }
}

/**
 * Beside a starting worker: what was registered before the index was there, and the vector index once it is worth it. Nothing
 * waits for it, and a failure costs speed and old neighbours only.
 */
export function prepareRelated(
  deps: { database: Database; log: Logger },
  space: EmbeddingSpace | null,
): void {
  const prepare = async () => {
    const indexed = await indexMissing(deps.database.db)
    if (indexed > 0) deps.log.info({ indexed }, 'requests from before are in the index')
    if (!space || !ranksByVector(space)) return
    if (await ensureVectorIndex(deps.database, space)) {
      deps.log.info({ space: space.id }, 'index of nearest orders built')
    }
  }
  prepare().catch((err: unknown) => deps.log.info({ err }, 'index of requests is not complete'))
}
