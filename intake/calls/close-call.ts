import { appendAuditEvent } from '../../db/audit/append-audit-event.ts'
import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { recordQuestion } from '../../kb/gap/record-question.ts'
import { countCitations } from '../../kb/usage/count-citations.ts'
import { closeCall, saveTransfers } from './call-store.ts'
import { loadCall } from './call-view.ts'
import { maskDescription } from './form-values.ts'
import type { EditDeps, Operator } from './save-edits.ts'

export interface EndedCall {
  callId: string
  actionId: string
  as: 'answered' | 'dismissed'
  question: string
  articles: string[]
  note: string
}

/**
 * Ends a call that becomes no request: a consultation answered on the phone (R11), or nothing to record (a wrong number, silence).
 * Both keep who decided it. The same press twice is one. Errors: `call.closed`.
 */
export async function endCall(
  deps: EditDeps & { pack: Pick<Pack, 'meta'> },
  operator: Operator,
  input: EndedCall,
): Promise<void> {
  const now = deps.clock.now()
  await deps.database.db.transaction().execute(async (trx) => {
    const call = await loadCall(trx, input.callId, { lock: true })
    if (call.closeActionId === input.actionId) return
    if (call.state !== 'live' && call.state !== 'ended') throw new AppError('call.closed')
    await closeCall(trx, call.id, {
      state: input.as,
      by: operator.id,
      actionId: input.actionId,
      outcome: {
        question: maskDescription(input.question),
        articles: input.articles,
        note: maskDescription(input.note),
      },
      now,
    })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: operator.id,
      action: `call.${input.as}`,
      subject: `call:${call.id}`,
      detail: { articles: input.articles },
    })
    if (input.as === 'answered') {
      await tellTheDesk(trx, input, { now, timezone: deps.pack.meta.timezone })
    }
  })
  deps.pubsub.publish('console', { type: 'call-changed', call_id: input.callId })
  deps.pubsub.publish(`call:${input.callId}`, { type: 'call-changed', call_id: input.callId })
}

/** The articles that an operator answered from are counted; a consultation without any is a gap (R31). */
async function tellTheDesk(
  trx: Db,
  { articles, question }: EndedCall,
  { now, timezone }: { now: Date; timezone: string },
): Promise<void> {
  await countCitations(trx, { keys: articles, way: 'call', now, timezone })
  if (articles.length > 0 || question.trim() === '') return
  const asked = { text: question, outcome: 'refused', origin: 'operator' } as const
  const reason = '坐席当场答复，没有引用条目'
  await recordQuestion(trx, { ...asked, reason, confidence: 0, articleKey: null, now })
}

/** Logs that the caller was put through to an emergency number: when, by whom, to which (R11-1). */
export async function logTransfer(
  deps: EditDeps,
  operator: Operator & { name: string },
  input: { callId: string; number: string },
): Promise<{ number: string; by: string; at: string }> {
  const now = deps.clock.now()
  const entry = { number: input.number, by: operator.name, at: now.toISOString() }
  await deps.database.db.transaction().execute(async (trx) => {
    const call = await loadCall(trx, input.callId, { lock: true })
    await saveTransfers(trx, call.id, { transfers: [...call.transfers, entry], now })
    await appendAuditEvent(trx, {
      at: now,
      actorKind: 'staff',
      actorId: operator.id,
      action: 'call.transferred',
      subject: `call:${call.id}`,
      detail: { number: input.number },
    })
  })
  deps.pubsub.publish('console', { type: 'call-changed', call_id: input.callId })
  return entry
}
