import { randomBytes } from 'node:crypto'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { verifyPassword } from './password.ts'
import { hashSessionToken, newSessionToken, type SessionDeps } from './session.ts'
import { insertSession, recordFailure } from './staff-store.ts'
import { findSession, findUserByLogin, type StaffSession } from './staff-view.ts'

export const FAILURE_LIMIT = 5
export const LOCK_MINUTES = 15

export interface SignedIn {
  /** For the cookie; it cannot be read again. */
  token: string
  expiresAt: Date
  session: StaffSession
}

/**
 * Signs a member of staff in. Unknown login, wrong password, a paused and a retired account get the same answer after the
 * same work. Error: `staff.sign-in-failed`.
 */
export async function signIn(
  deps: SessionDeps & { sessionHours: number },
  input: { login: string; password: string },
): Promise<SignedIn> {
  const { database, clock } = deps
  const now = clock.now()
  const user = await findUserByLogin(database.db, input.login.trim().toLowerCase())
  const matches = await verifyPassword(user?.password_hash ?? null, input.password)
  const paused = user?.locked_until != null && user.locked_until > now
  if (!user || !matches || !user.active || paused) {
    if (user && !matches && !paused) {
      const lockedUntil = new Date(now.getTime() + LOCK_MINUTES * 60_000)
      await recordFailure(database.db, user.id, { limit: FAILURE_LIMIT, lockedUntil })
    }
    throw new AppError('staff.sign-in-failed', { limit: FAILURE_LIMIT, minutes: LOCK_MINUTES })
  }
  return await beginSession(deps, user.id, now)
}

async function beginSession(
  { database, sessionHours }: SessionDeps & { sessionHours: number },
  userId: string,
  now: Date,
): Promise<SignedIn> {
  const token = newSessionToken()
  const tokenHash = hashSessionToken(token)
  const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000)
  const csrfToken = randomBytes(24).toString('base64url')
  const session = await database.db.transaction().execute(async (trx) => {
    await insertSession(trx, { tokenHash, userId, csrfToken, now, expiresAt })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: userId,
      action: 'staff.signed-in',
      subject: `staff:${userId}`,
    })
    return await findSession(trx, tokenHash, now)
  })
  if (!session) {
    throw new AppError('staff.sign-in-failed', { limit: FAILURE_LIMIT, minutes: LOCK_MINUTES })
  }
  return { token, expiresAt, session }
}
