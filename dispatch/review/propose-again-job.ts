import { z } from 'zod'
import type { Database, Db } from '../../db/client.ts'
import { enqueueJob } from '../../db/jobs/enqueue-job.ts'
import { defineJob } from '../../db/jobs/job.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Proposal, Propose } from '../proposal/proposal.ts'
import { storeNewProposal } from './proposal-store.ts'
import { understandRequest } from './understand-request.ts'

export const PROPOSE_AGAIN = 'dispatch.propose-again'
const payload = z.object({ request_id: z.string() })

export interface ProposeAgainDeps {
  database: Database
  clock: Clock
  packVersionId: string
  propose: Propose
  /** Wakes the screens; loss is harmless. */
  publish(topic: string, message: Record<string, unknown>): void
}

/** Promises a new proposal in the transaction of what made it necessary (`cause`): an answer, a separation. */
export async function enqueueProposeAgain(
  trx: Db,
  wish: { requestId: string; cause: string; now: Date },
): Promise<void> {
  await enqueueJob(trx, {
    name: PROPOSE_AGAIN,
    payload: { request_id: wish.requestId },
    uniqueKey: `propose-again:${wish.requestId}:${wish.cause}`,
    now: wish.now,
  })
}

/**
 * Understands a request anew with the facts that have come since, while it still waits for a person. The earlier
 * proposal stays as it was; the newest is the one that the screen shows.
 */
export function createProposeAgainJob(deps: ProposeAgainDeps) {
  const { database, clock } = deps
  return defineJob<z.infer<typeof payload>, Proposal | null>({
    name: PROPOSE_AGAIN,
    payload,
    prepare: ({ request_id }) =>
      understandRequest(
        { db: database.db, propose: deps.propose },
        { requestId: request_id, at: clock.now(), assist: {} },
      ),
    apply: async (trx, { request_id }, proposal) => {
      if (!proposal) return
      const now = clock.now()
      const { packVersionId } = deps
      const id = newId(now.getTime())
      await storeNewProposal(trx, { id, requestId: request_id, proposal, packVersionId, now })
    },
    committed: ({ request_id }) => {
      deps.publish('console', { type: 'request-changed', request_id })
    },
  })
}
