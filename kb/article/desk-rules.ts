import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Database, Db } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { type ArticleVersion, findArticleVersion } from './desk-view.ts'
import { type ArticleAction, type ArticleRight, type Refusal, refuseAction } from './lifecycle.ts'

export interface DeskDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  /** Whether somebody may approve what they wrote. */
  selfApproval: boolean
}

/** Who works at the desk. A unit's account writes the articles of its unit and no others. */
export interface DeskActor {
  id: string
  rights: readonly ArticleRight[]
  onlyOwner: string | null
}

const refusals = {
  state: 'kb.article-state',
  right: 'staff.forbidden',
  own: 'kb.own-approval',
  reason: 'kb.reason-needed',
} as const satisfies Record<Refusal, string>

/** A unit's account stays with its unit's articles. */
export function requireOwner(actor: DeskActor, ...owners: string[]): void {
  const { onlyOwner } = actor
  if (onlyOwner !== null && owners.some((owner) => owner !== onlyOwner)) {
    throw new AppError('kb.other-owner', { owner: onlyOwner })
  }
}

export async function requireVersion(db: Db, id: string): Promise<ArticleVersion> {
  const row = await findArticleVersion(db, id)
  if (!row) throw new AppError('kb.article-not-found')
  return row
}

/** Refuses what the transition table does not allow this person now. */
export function requireAllowed(action: ArticleAction, row: ArticleVersion, asking: Asking): void {
  const { actor, selfApproval, reason = '' } = asking
  const refused = refuseAction(action, {
    state: row.state,
    rights: actor.rights,
    isAuthor: row.written_by === actor.id,
    selfApproval,
    reason,
  })
  if (refused !== null) throw new AppError(refusals[refused])
}

interface Asking {
  actor: DeskActor
  selfApproval: boolean
  reason?: string
}

/** What was done to which version, by whom. */
export async function writeAudit(
  trx: Db,
  event: { action: string; row: { article_key: string; version: number }; by: string | null },
  more: { at: Date; reason?: string },
): Promise<void> {
  const { row, by, action } = event
  await appendAuditEvent(trx, {
    at: more.at,
    actorKind: by === null ? 'system' : 'staff',
    actorId: by,
    action: `article.${action}`,
    subject: `article:${row.article_key}`,
    ...(more.reason ? { purpose: more.reason } : {}),
    detail: { version: row.version },
  })
}
