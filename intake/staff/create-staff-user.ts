import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database, Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { type Id, newId } from '../../db/kernel/ids.ts'
import { type Role, staffRoles } from '../../dispatch/order/roles.ts'
import { hashPassword, MIN_PASSWORD } from './password.ts'
import { insertStaffUser } from './staff-store.ts'
import { findUnit } from './staff-view.ts'

export interface NewStaffUser {
  login: string
  displayName: string
  password: string
  roles: readonly string[]
  /** Code or full name of the handling unit; required for the role `unit`. */
  unit?: string
  sample?: boolean
}

function checkRoles(roles: readonly string[]): Role[] {
  const known = staffRoles.filter((role) => roles.includes(role))
  const unknown = roles.find((role) => !staffRoles.some((known) => known === role))
  if (unknown !== undefined || known.length === 0) {
    throw new AppError('staff.role-unknown', {
      role: unknown ?? '',
      roles: staffRoles.join('、'),
    })
  }
  return known
}

async function unitCodeOf(db: Db, user: NewStaffUser): Promise<string | null> {
  if (!user.unit) {
    if (user.roles.includes('unit')) throw new AppError('staff.unit-required')
    return null
  }
  const unit = await findUnit(db, user.unit)
  if (!unit) throw new AppError('staff.unit-unknown', { unit: user.unit })
  return unit.code
}

/**
 * Adds a member of staff (`jiesu user add`). Errors: `staff.login-invalid`, `staff.login-taken`, `staff.password-weak`,
 * `staff.role-unknown`, `staff.unit-unknown`, `staff.unit-required`.
 */
export async function createStaffUser(
  { database, clock }: { database: Pick<Database, 'db'>; clock: Clock },
  user: NewStaffUser,
): Promise<Id> {
  const login = user.login.trim().toLowerCase()
  if (!/^[a-z0-9._-]{2,64}$/.test(login)) throw new AppError('staff.login-invalid', { login })
  if (user.password.length < MIN_PASSWORD || user.password.toLowerCase() === login) {
    throw new AppError('staff.password-weak', { length: MIN_PASSWORD })
  }
  const roles = checkRoles(user.roles)
  const unitCode = await unitCodeOf(database.db, user)
  const passwordHash = await hashPassword(user.password)
  const now = clock.now()
  const id = newId(now.getTime())
  const { displayName, sample = false } = user
  await database.db.transaction().execute(async (trx) => {
    const row = { id, login, displayName, passwordHash, roles, unitCode, sample, now }
    if (!(await insertStaffUser(trx, row))) throw new AppError('staff.login-taken', { login })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'system',
      actorId: null,
      action: 'staff.added',
      subject: `staff:${id}`,
      detail: { login, roles, unit_code: unitCode },
    })
  })
  return id
}
