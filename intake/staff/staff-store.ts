import type { Db } from '../../db/client.ts'
import type { Role } from '../../dispatch/order/roles.ts'

export interface NewStaffRow {
  id: string
  login: string
  displayName: string
  passwordHash: string
  roles: readonly Role[]
  unitCode: string | null
  sample: boolean
  now: Date
}

/** False where the login is taken. */
export async function insertStaffUser(trx: Db, user: NewStaffRow): Promise<boolean> {
  const row = await trx
    .insertInto('staff_users')
    .values({
      id: user.id,
      login: user.login,
      display_name: user.displayName,
      password_hash: user.passwordHash,
      roles: [...user.roles],
      unit_code: user.unitCode,
      sample: user.sample,
      created_at: user.now,
    })
    .onConflict((oc) => oc.column('login').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Counts a wrong password; at the limit the account pauses and the count begins anew. One statement: no race wins a try. */
export async function recordFailure(
  db: Db,
  userId: string,
  rule: { limit: number; lockedUntil: Date },
): Promise<void> {
  await db
    .updateTable('staff_users')
    .set((eb) => ({
      failed_sign_ins: eb
        .case()
        .when(eb('failed_sign_ins', '+', 1), '>=', rule.limit)
        .then(0)
        .else(eb('failed_sign_ins', '+', 1))
        .end(),
      locked_until: eb
        .case()
        .when(eb('failed_sign_ins', '+', 1), '>=', rule.limit)
        .then(rule.lockedUntil)
        .else(eb.ref('locked_until'))
        .end(),
    }))
    .where('id', '=', userId)
    .execute()
}

export async function insertSession(
  trx: Db,
  session: {
    tokenHash: Buffer
    userId: string
    csrfToken: string
    now: Date
    expiresAt: Date
  },
): Promise<void> {
  await trx
    .updateTable('staff_users')
    .set({ failed_sign_ins: 0, locked_until: null })
    .where('id', '=', session.userId)
    .execute()
  await trx
    .insertInto('staff_sessions')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      csrf_token: session.csrfToken,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute()
}

export async function touchSession(db: Db, tokenHash: Buffer, now: Date): Promise<void> {
  await db
    .updateTable('staff_sessions')
    .set({ last_seen_at: now })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function revokeSession(trx: Db, tokenHash: Buffer, now: Date): Promise<string | null> {
  const row = await trx
    .updateTable('staff_sessions')
    .set({ revoked_at: now })
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst()
  return row?.user_id ?? null
}
