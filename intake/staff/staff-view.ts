import type { Db } from '../../db/client.ts'
import type { Role } from '../../dispatch/order/roles.ts'

/** A signed-in member of staff: who acts, for which unit, and the token that a write has to repeat. */
export interface StaffSession {
  id: string
  login: string
  displayName: string
  roles: Role[]
  unit: { code: string; name: string } | null
  csrfToken: string
  lastSeenAt: Date
}

export async function findUserByLogin(db: Db, login: string) {
  return await db
    .selectFrom('staff_users')
    .select(['id', 'password_hash', 'active', 'locked_until'])
    .where('login', '=', login)
    .executeTakeFirst()
}

/** The live session behind a token hash: not expired, not revoked, its user still active. */
export async function findSession(
  db: Db,
  tokenHash: Buffer,
  now: Date,
): Promise<StaffSession | null> {
  const row = await db
    .selectFrom('staff_sessions as s')
    .innerJoin('staff_users as u', 'u.id', 's.user_id')
    .leftJoin('units', 'units.code', 'u.unit_code')
    .select([
      'u.id',
      'u.login',
      'u.display_name',
      'u.roles',
      'u.unit_code',
      'units.name as unit_name',
      's.csrf_token',
      's.last_seen_at',
    ])
    .where('s.token_hash', '=', tokenHash)
    .where('s.expires_at', '>', now)
    .where('s.revoked_at', 'is', null)
    .where('u.active', '=', true)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    login: row.login,
    displayName: row.display_name,
    // The table's check constraint allows these and no others.
    roles: row.roles as Role[],
    unit: row.unit_code === null ? null : { code: row.unit_code, name: row.unit_name ?? '' },
    csrfToken: row.csrf_token,
    lastSeenAt: row.last_seen_at,
  }
}

export async function findUnit(db: Db, codeOrName: string) {
  return await db
    .selectFrom('units')
    .select(['code', 'name'])
    .where('active', '=', true)
    .where((eb) => eb.or([eb('code', '=', codeOrName), eb('name', '=', codeOrName)]))
    .executeTakeFirst()
}

export async function countStaff(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('staff_users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Logins of the sample accounts that are still there and active. */
export async function listSampleLogins(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('staff_users')
    .select('login')
    .where('sample', '=', true)
    .where('active', '=', true)
    .execute()
  return rows.map((row) => row.login)
}
