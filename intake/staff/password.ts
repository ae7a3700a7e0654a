import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

export const MIN_PASSWORD = 10

/** argon2id with OWASP's figures: 20 ms here. The package's own defaults are 4 MiB and 4 ms, a gift to a thief. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

let decoy: Promise<string> | undefined

/**
 * Checks a password. Without a hash (unknown login) it does the same work against a password that nobody has, so
 * that the time of the answer does not tell which logins exist.
 */
export async function verifyPassword(passwordHash: string | null, password: string) {
  decoy ??= hash(randomBytes(24).toString('base64'), cost)
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'))
  return passwordHash !== null && matches
}

/** For a new account without a password of its own: 20 letters and digits, shown once. */
export function randomPassword(): string {
  return randomBytes(15).toString('base64url')
}
