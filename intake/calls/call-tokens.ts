import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { insertToken, revokeToken, touchToken } from './token-store.ts'
import { findToken } from './token-view.ts'

/** Machine tokens of telephone systems: 32 random bytes, shown once, stored as a hash. */
const PREFIX = 'jc_'

const hashToken = (token: string) => createHash('sha256').update(token, 'utf8').digest()

export interface TokenDeps {
  database: Pick<Database, 'db'>
  clock: Clock
}

export async function createCallToken(
  { database, clock }: TokenDeps,
  name: string,
): Promise<string> {
  const token = `${PREFIX}${randomBytes(32).toString('base64url')}`
  const row = { name, hash: hashToken(token), now: clock.now() }
  if (!(await insertToken(database.db, row))) throw new AppError('call.token-taken', { name })
  return token
}

export async function revokeCallToken({ database, clock }: TokenDeps, name: string): Promise<void> {
  if (!(await revokeToken(database.db, name, clock.now()))) {
    throw new AppError('call.token-missing', { name })
  }
}

const TOUCH_MS = 60_000

/** The name of the sender behind a token. Errors: `call.token-unknown`. */
export async function checkCallToken(
  { database, clock }: TokenDeps,
  token: string | undefined,
): Promise<string> {
  const isOurs = token?.startsWith(PREFIX) === true && token.length <= 100
  const found = isOurs && token ? await findToken(database.db, hashToken(token)) : null
  if (!found) throw new AppError('call.token-unknown')
  const now = clock.now()
  const last = found.lastUsedAt?.getTime() ?? 0
  if (now.getTime() - last > TOUCH_MS) await touchToken(database.db, found.id, now)
  return found.name
}

/** `Bearer …` of an `Authorization` header. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1]
}
