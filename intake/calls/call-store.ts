import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import type { Understanding } from '../protocol/call-api.ts'

/** Keeps what was understood, unless something newer is there already. Returns whether it was kept. */
export async function saveUnderstanding(
  db: Db,
  callId: string,
  { understanding, now }: { understanding: Understanding; now: Date },
): Promise<boolean> {
  const body = JSON.stringify(understanding)
  const row = await db
    .updateTable('calls')
    .set({
      understanding: sql`jsonb_set(${body}::jsonb, '{no}', to_jsonb(change_no + 1))`,
      change_no: sql<number>`change_no + 1`,
      updated_at: now,
    })
    .where('id', '=', callId)
    .where(sql<boolean>`coalesce((understanding->>'upto')::int, -1) < ${understanding.upto}`)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertManualCall(
  trx: Db,
  call: { id: string; agent: string; userId: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('calls')
    .values({
      id: call.id,
      call_key: `manual:${call.id}`,
      origin: 'manual',
      state: 'ended',
      agent: call.agent,
      started_at: call.now,
      created_by: call.userId,
      created_at: call.now,
      updated_at: call.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Operators' values stand apart from the program's; contact ones are encrypted. */
export async function saveEdits(
  trx: Db,
  callId: string,
  row: {
    edits: Record<string, unknown>
    sealed: string | null
    now: Date
    contact?: { masked: string; index: Buffer } | undefined
  },
): Promise<void> {
  await trx
    .updateTable('calls')
    .set({
      edits: JSON.stringify(row.edits),
      edits_sealed: row.sealed,
      updated_at: row.now,
      ...(row.contact
        ? { caller_masked: row.contact.masked, caller_index: row.contact.index }
        : {}),
    })
    .where('id', '=', callId)
    .execute()
}

/** Ends a call's story: filed, answered or dismissed, by whom. */
export async function closeCall(
  trx: Db,
  callId: string,
  end: {
    state: 'filed' | 'answered' | 'dismissed'
    by: string
    actionId: string
    requestId?: string
    outcome: Record<string, unknown>
    now: Date
  },
): Promise<void> {
  await trx
    .updateTable('calls')
    .set({
      state: end.state,
      closed_by: end.by,
      closed_at: end.now,
      close_action_id: end.actionId,
      request_id: end.requestId ?? null,
      outcome: JSON.stringify(end.outcome),
      change_no: sql<number>`change_no + 1`,
      updated_at: end.now,
    })
    .where('id', '=', callId)
    .execute()
}

export async function saveTransfers(
  trx: Db,
  callId: string,
  row: { transfers: unknown[]; now: Date },
): Promise<void> {
  await trx
    .updateTable('calls')
    .set({ transfers: JSON.stringify(row.transfers), updated_at: row.now })
    .where('id', '=', callId)
    .execute()
}

/** The proposal that a filed request carries from its first minute on. */
export async function insertRequestProposal(
  trx: Db,
  row: { requestId: string; packVersionId: string; proposal: Proposal; now: Date },
): Promise<void> {
  await trx
    .insertInto('proposals')
    .values({
      id: newId(row.now.getTime()),
      request_id: row.requestId,
      pack_version_id: row.packVersionId,
      model_version: row.proposal.versions.model,
      index_version: row.proposal.versions.index,
      body: row.proposal,
      ms: row.proposal.ms,
      created_at: row.now,
    })
    .execute()
}
