import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'

/**
 * Takes the claim if it is free, expired or already this person's; null if somebody else holds it. One statement, so two presses at
 * once cannot both win. `began` is when this person's claim began: now, unless this only beat its heart.
 */
export async function upsertClaim(
  db: Db,
  claim: { requestId: string; userId: string; now: Date; expiresAt: Date },
): Promise<{ began: Date } | null> {
  const row = await db
    .insertInto('review_claims')
    .values({
      request_id: claim.requestId,
      user_id: claim.userId,
      claimed_at: claim.now,
      expires_at: claim.expiresAt,
    })
    .onConflict((oc) =>
      oc
        .column('request_id')
        .doUpdateSet({
          user_id: claim.userId,
          expires_at: claim.expiresAt,
          claimed_at: sql<Date>`case when review_claims.user_id = ${claim.userId}
            and review_claims.expires_at > ${claim.now} then review_claims.claimed_at
            else ${claim.now} end`,
        })
        .where((eb) =>
          eb.or([
            eb('review_claims.user_id', '=', claim.userId),
            eb('review_claims.expires_at', '<=', claim.now),
          ]),
        ),
    )
    .returning('claimed_at')
    .executeTakeFirst()
  return row ? { began: row.claimed_at } : null
}

/** The live claim with its holder's name, if there is one. */
export async function selectClaim(db: Db, requestId: string, now: Date) {
  return db
    .selectFrom('review_claims as c')
    .innerJoin('staff_users as s', 's.id', 'c.user_id')
    .select(['c.user_id', 's.display_name', 'c.expires_at'])
    .where('c.request_id', '=', requestId)
    .where('c.expires_at', '>', now)
    .executeTakeFirst()
}

export async function deleteClaim(db: Db, requestId: string, userId: string | null): Promise<void> {
  let query = db.deleteFrom('review_claims').where('request_id', '=', requestId)
  if (userId !== null) query = query.where('user_id', '=', userId)
  await query.execute()
}

export async function requestExists(db: Db, requestId: string): Promise<boolean> {
  const row = await db
    .selectFrom('service_requests')
    .select('id')
    .where('id', '=', requestId)
    .executeTakeFirst()
  return row !== undefined
}
