import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { noteFact } from '../review/note-fact.ts'
import { takeOrderAction } from './apply-order-action.ts'
import { lockOrderByRequestNo } from './order-store.ts'

export interface RequesterActionInput {
  requestNo: string
  /** The conversation in which the requester acts; that it may act on this request is the caller's check. */
  conversationId: string | null
  action: 'add_facts' | 'remind' | 'withdraw' | 'rate' | 'reopen'
  text: string
  /** R23: contacted, solved, satisfied. */
  rating: Record<string, string> | null
  clientActionId: string
  now: Date
}

/** What a rating says in a sentence, for the unit's timeline. */
const ratingTexts: Record<string, Record<string, string>> = {
  contacted: { yes: '已联系', no: '未联系' },
  solved: { yes: '已解决', partly: '部分解决', no: '未解决' },
  satisfied: { satisfied: '满意', neutral: '一般', dissatisfied: '不满意' },
}

function describeRating(rating: Record<string, string>): string {
  return Object.entries(ratingTexts)
    .map(([name, texts]) => texts[rating[name] ?? ''])
    .filter(Boolean)
    .join('，')
}

/**
 * What the requester does with a filed request (DOMAIN section 5: add_facts, remind, withdraw, rate, reopen), by the
 * transition table and in the caller's transaction. An order whose limit has expired and that its requester calls solved is
 * closed by that answer (R23). Errors: `request.not-found` and those of `takeOrderAction`.
 */
export async function takeRequesterAction(trx: Db, input: RequesterActionInput): Promise<void> {
  const order = await lockOrderByRequestNo(trx, input.requestNo)
  if (!order) throw new AppError('request.not-found')
  const actor = { kind: 'citizen' as const, conversationId: input.conversationId }
  const { action, clientActionId, rating, now } = input
  const text = rating ? describeRating(rating) : input.text
  const base = { orderId: order.id, orderVersion: null, now }
  const details = rating ? { rating } : {}
  await takeOrderAction(trx, actor, { ...base, action, clientActionId, text, ...details })
  if (action === 'add_facts' && order.status === 'awaiting_dispatch') {
    await noteFact(trx, { requestId: order.request_id, text, cause: clientActionId, now })
  }
  if (action === 'rate' && rating?.['solved'] === 'yes' && order.status === 'following_up') {
    const closing = { action: 'close' as const, clientActionId: `${clientActionId}:close` }
    await takeOrderAction(trx, actor, { ...base, ...closing })
  }
}
