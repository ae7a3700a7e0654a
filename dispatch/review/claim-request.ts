import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { deleteClaim, requestExists, selectClaim, upsertClaim } from './claim-store.ts'

/** A claim lives this long after its last heartbeat; screens beat every third of it. */
export const CLAIM_SECONDS = 60

interface ClaimDeps {
  database: Database
  clock: Clock
}

/**
 * Claims a request for one person, or beats the heart of a claim that is already theirs. Nobody decides the same one
 * twice: a live claim of somebody else is refused with `request.claimed` and the name. `isNew` unless it only beat.
 */
export async function claimRequest(
  { database, clock }: ClaimDeps,
  userId: string,
  requestId: string,
): Promise<{ expires_at: string; isNew: boolean }> {
  const now = clock.now()
  if (!(await requestExists(database.db, requestId))) throw new AppError('request.not-found')
  const expiresAt = new Date(now.getTime() + CLAIM_SECONDS * 1000)
  const taken = await upsertClaim(database.db, { requestId, userId, now, expiresAt })
  if (!taken) {
    const holder = await selectClaim(database.db, requestId, now)
    throw new AppError('request.claimed', { name: holder?.display_name ?? '同事' })
  }
  return { expires_at: expiresAt.toISOString(), isNew: taken.began.getTime() === now.getTime() }
}

/** Gives a claim back; somebody else's claim is left alone. */
export async function releaseRequest(
  { database }: ClaimDeps,
  userId: string,
  requestId: string,
): Promise<void> {
  await deleteClaim(database.db, requestId, userId)
}
