import { randomBytes } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import { insertKey } from '../conversation/key-store.ts'
import { resumeConversation } from '../conversation/open-conversation.ts'
import { hashToken } from '../conversation/pickup-code.ts'
import { findOrMakeAccount, insertSession, linkConversation } from './citizen-store.ts'
import { findAccountOfSession, findLatestConversation } from './citizen-view.ts'
import { codeToSession, type WechatApp } from './code-to-session.ts'

export interface CitizenDeps {
  database: Database
  secrets: Secrets
  clock: Clock
  wechat: WechatApp | null
}

export interface SignedIn {
  session_token: string
  expires_at: string
  /** Opens the account's last conversation on a phone that has none yet. */
  resume_token: string | null
}

const DAYS = 30
const newToken = () => randomBytes(32).toString('base64url')

/**
 * Signs a citizen in with the code of `wx.login` (R8: the channel is the citizen's choice; no real name is asked). The conversation
 * whose token comes along becomes the account's; without one, the account's latest is opened for this phone.
 */
export async function signInCitizen(
  deps: CitizenDeps,
  input: { code: string; resumeToken: string | null },
): Promise<SignedIn> {
  if (deps.wechat === null) throw new AppError('citizen.sign-in-off')
  const openid = await codeToSession(deps.wechat, input.code)
  const { resumeToken } = input
  const current = resumeToken === null ? null : await resumeConversation(deps, resumeToken)
  const now = deps.clock.now()
  const expiresAt = new Date(now.getTime() + DAYS * 86_400_000)
  const token = newToken()
  return deps.database.db.transaction().execute(async (trx) => {
    const openidIndex = deps.secrets.index(`openid:${openid}`)
    const accountId = await findOrMakeAccount(trx, openidIndex, now)
    await insertSession(trx, { tokenHash: hashToken(token), accountId, now, expiresAt })
    const signedIn = { session_token: token, expires_at: expiresAt.toISOString() }
    if (current) {
      await linkConversation(trx, { accountId, conversationId: current.id, now })
      return { ...signedIn, resume_token: null }
    }
    const latest = await findLatestConversation(trx, accountId)
    if (latest === null) return { ...signedIn, resume_token: null }
    const opened = newToken()
    const key = { hash: hashToken(opened), conversationId: latest, now, expiresAt: null }
    await insertKey(trx, { ...key, kind: 'token' })
    return { ...signedIn, resume_token: opened }
  })
}

/** The account behind a session token. Throws `citizen.session-over`. */
export async function requireAccount(deps: CitizenDeps, token: string): Promise<string> {
  const account = await findAccountOfSession(deps.database.db, hashToken(token), deps.clock.now())
  if (account === null) throw new AppError('citizen.session-over')
  return account
}

/** Ties a conversation that began after the sign-in to the account; a token that opens none changes nothing. */
export async function linkOwnConversation(
  deps: CitizenDeps,
  sessionToken: string,
  resumeToken: string,
): Promise<void> {
  const accountId = await requireAccount(deps, sessionToken)
  const conversation = await resumeConversation(deps, resumeToken)
  if (!conversation) return
  const link = { accountId, conversationId: conversation.id, now: deps.clock.now() }
  await linkConversation(deps.database.db, link)
}
