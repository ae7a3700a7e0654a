import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { verifyPassword } from './password.ts'
import { hashSessionToken, newSessionToken, type SessionDeps } from './session.ts'
import { insertSession, recordFailure } from './staff-store.ts'
import { findSession, findUserByLogin, type StaffSession } from './staff-view.ts'

export const FAILURE_LIMIT = 5
export const LOCK_MINUTES = 15
/** A refusal takes this long, whatever it rests on: counting a failure is a write, and writes can be timed. */
const REFUSAL_MS = 250

export interface SignedIn {
  /** For the cookie; it cannot be read again. */
  token: string
  expiresAt: Date
  session: StaffSession
}

/**
 * Signs a member of staff in. Unknown login, wrong password, a paused and a retired account get the same answer after the
 * same time. Error: `staff.sign-in-failed`.
 */
export async function signIn(
  deps: SessionDeps & { sessionHours: number },
  input: { login: string; password: string },
): Promise<SignedIn> {
  const now = deps.clock.now()
  const earliest = pause(REFUSAL_MS)
  const userId = await checkPassword(deps, input, now)
  if (userId !== null) return await beginSession(deps, userId, now)
  await earliest
  throw new AppError('staff.sign-in-failed', { limit: FAILURE_LIMIT, minutes: LOCK_MINUTES })
}

async function checkPassword(
  { database }: SessionDeps,
  input: { login: string; password: string },
  now: Date,
): Promise<string | null> {
  const user = await findUserByLogin(database.db, input.login.trim().toLowerCase())
  const matches = await verifyPassword(user?.password_hash ?? null, input.password)
  const paused = user?.locked_until != null && user.locked_until > now
  if (!user || paused) return null
  if (!matches) {
    const lockedUntil = new Date(now.getTime() + LOCK_MINUTES * 60_000)
    await recordFailure(database.db, user.id, { limit: FAILURE_LIMIT, lockedUntil })
    return null
  }
  return user.active ? user.id : null
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
