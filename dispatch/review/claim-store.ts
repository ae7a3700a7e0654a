import type { Db } from '../../db/client.ts'

/** Takes the claim if it is free, expired or already this person's; false if somebody else holds it. One statement, so two presses at once cannot both win. */
export async function upsertClaim(
  db: Db,
  claim: { requestId: string; userId: string; now: Date; expiresAt: Date },
): Promise<boolean> {
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
        .doUpdateSet({ user_id: claim.userId, expires_at: claim.expiresAt })
        .where((eb) =>
          eb.or([
            eb('review_claims.user_id', '=', claim.userId),
            eb('review_claims.expires_at', '<=', claim.now),
          ]),
        ),
    )
    .returning('user_id')
    .executeTakeFirst()
  return row !== undefined
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
