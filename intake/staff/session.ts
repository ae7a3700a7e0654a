import { createHash, randomBytes } from 'node:crypto'
import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { revokeSession, touchSession } from './staff-store.ts'
import { findSession, type StaffSession } from './staff-view.ts'

export interface SessionDeps {
  database: Pick<Database, 'db'>
  clock: Clock
}

/** A row is written at most this often per session: one write per request would cost more than the request. */
const TOUCH_MS = 60_000

/** The cookie is 32 random bytes; only its hash is stored, so that a stolen table signs nobody in. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashSessionToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

/** Who is behind a session cookie, or null. */
export async function loadSession(
  { database, clock }: SessionDeps,
  token: string | undefined,
): Promise<StaffSession | null> {
  if (!token || token.length > 100) return null
  const now = clock.now()
  const hash = hashSessionToken(token)
  const session = await findSession(database.db, hash, now)
  if (session && now.getTime() - session.lastSeenAt.getTime() > TOUCH_MS) {
    await touchSession(database.db, hash, now)
  }
  return session
}

/** Ends a session; a token that is no session any more is left alone. */
export async function signOut({ database, clock }: SessionDeps, token: string): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    const now = clock.now()
    const userId = await revokeSession(trx, hashSessionToken(token), now)
    if (userId === null) return
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: userId,
      action: 'staff.signed-out',
      subject: `staff:${userId}`,
    })
  })
}
