import type { Database, Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { ranksByVector } from '../../kb/search/fuse.ts'
import type { Proposal } from '../proposal/proposal.ts'
import { rebuildOrderVectors } from './rebuild-space.ts'
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

export interface PrepareDeps {
  database: Database
  log: Logger
  clock: Clock
  embedder: Embedder | null
  matterOf: (words: string) => string
}

/**
 * Beside a starting worker: what was registered before the index was there, and the vector index once it is worth it. Nothing
 * waits for it, and a failure costs speed and old neighbours only.
 */
export function prepareRelated(deps: PrepareDeps): void {
  const { database, log, clock, embedder, matterOf } = deps
  const prepare = async () => {
    const indexed = await indexMissing(database.db)
    if (indexed > 0) log.info({ indexed }, 'requests from before are in the index')
    if (!embedder || !ranksByVector(embedder.space)) return
    // One process alone may do it unasked; where there are many it is `jiesu embed rebuild`.
    if (database.shape === 'embedded') {
      const made = await rebuildOrderVectors({ database, embedder, clock, matterOf })
      if (made > 0) log.info({ made, space: embedder.space.id }, 'orders from before have vectors')
    }
    if (await ensureVectorIndex(database, embedder.space)) {
      log.info({ space: embedder.space.id }, 'index of nearest orders built')
    }
  }
  prepare().catch((err: unknown) => log.info({ err }, 'index of requests is not complete'))
}
