import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import { newQueryCode, normaliseQueryCode } from '../../dispatch/order/order-numbers.ts'
import { insertKey, takeCode } from './key-store.ts'

const MINUTES = 30

/** Only the hash is stored, so that a stolen table opens no conversation. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

const hashCode = (code: string) => hashToken(`code:${normaliseQueryCode(code)}`)

/** A code that opens this conversation once, on another device, within half an hour. */
export async function makePickupCode(trx: Db, conversationId: string, now: Date): Promise<string> {
  const code = newQueryCode()
  const expiresAt = new Date(now.getTime() + MINUTES * 60_000)
  await insertKey(trx, { hash: hashCode(code), conversationId, kind: 'code', now, expiresAt })
  return code
}

/** Exchanges a code for the new device's own token; null where it was used, is too old or never was. */
export async function redeemPickupCode(
  trx: Db,
  code: string,
  now: Date,
): Promise<{ conversationId: string; resumeToken: string } | null> {
  const conversationId = await takeCode(trx, hashCode(code), now)
  if (conversationId === null) return null
  const resumeToken = randomBytes(32).toString('base64url')
  const hash = hashToken(resumeToken)
  await insertKey(trx, { hash, conversationId, kind: 'token', now, expiresAt: null })
  return { conversationId, resumeToken }
}
