import type { Selectable } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { PendingDispatchesTable } from '../../db/schema/review-tables.ts'
import { type DispatchInput, dispatchDecision } from './decision.ts'
import type { LockedOrder } from './send-order.ts'

export interface PendingDispatch {
  id: string
  requestId: string
  actorId: string
  state: Selectable<PendingDispatchesTable>['state']
  leavesAt: Date
  input: DispatchInput
}

function pendingOf(row: Selectable<PendingDispatchesTable>): PendingDispatch {
  return {
    id: row.id,
    requestId: row.request_id,
    actorId: row.decided_by,
    state: row.state,
    leavesAt: row.leaves_at,
    input: {
      requestId: row.request_id,
      clientActionId: row.client_action_id,
      orderVersion: row.order_version,
      proposalId: row.proposal_id,
      decision: dispatchDecision.parse(row.decision),
      reasonCode: row.reason_code,
      note: row.note,
    },
  }
}

export async function insertPending(
  trx: Db,
  held: {
    id: string
    actorId: string
    order: LockedOrder
    input: DispatchInput
    now: Date
    leavesAt: Date
  },
): Promise<void> {
  const { input } = held
  await trx
    .insertInto('pending_dispatches')
    .values({
      id: held.id,
      request_id: input.requestId,
      order_id: held.order.id,
      decided_by: held.actorId,
      client_action_id: input.clientActionId,
      order_version: input.orderVersion,
      proposal_id: input.proposalId,
      decision: JSON.stringify(input.decision),
      reason_code: input.reasonCode,
      note: input.note,
      decided_at: held.now,
      leaves_at: held.leavesAt,
    })
    .execute()
}

/** The order that waits to leave, with the name of who confirmed it. */
export async function selectPending(db: Db, requestId: string) {
  return db
    .selectFrom('pending_dispatches as h')
    .innerJoin('staff_users as s', 's.id', 'h.decided_by')
    .select(['h.id', 'h.decided_by', 'h.leaves_at', 's.display_name'])
    .where('h.request_id', '=', requestId)
    .where('h.state', '=', 'pending')
    .executeTakeFirst()
}

export async function selectPendingByAction(
  trx: Db,
  requestId: string,
  clientActionId: string,
): Promise<PendingDispatch | null> {
  const row = await trx
    .selectFrom('pending_dispatches')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('client_action_id', '=', clientActionId)
    .executeTakeFirst()
  return row ? pendingOf(row) : null
}

export async function selectPendingById(db: Db, id: string): Promise<PendingDispatch | null> {
  const row = await db
    .selectFrom('pending_dispatches')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? pendingOf(row) : null
}

/** Ends a wait; false when it had ended already. The caller holds the order's lock, so that sending and undoing meet in one line. */
export async function settlePending(
  trx: Db,
  id: string,
  to: { state: 'sent' | 'undone' | 'dropped'; now: Date },
): Promise<boolean> {
  const row = await trx
    .updateTable('pending_dispatches')
    .set({ state: to.state, settled_at: to.now })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
