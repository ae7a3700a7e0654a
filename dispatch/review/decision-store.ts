import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { type Proposal, proposal as proposalSchema } from '../proposal/proposal.ts'
import { markDecided } from '../related/request-index-store.ts'
import {
  type DecisionDiff,
  type DispatchDecision,
  type DispatchInput,
  decisionDiff,
  proposedDecision,
} from './decision.ts'

/** The proposal that the person saw; it must belong to this request, so that the ledger cannot be told a story. */
export async function selectProposal(
  trx: Db,
  requestId: string,
  proposalId: string | null,
): Promise<Proposal | null> {
  if (proposalId === null) return null
  const row = await trx
    .selectFrom('proposals as p')
    .innerJoin('service_requests as r', (join) =>
      join.on((eb) =>
        eb.or([
          eb('p.request_id', '=', eb.ref('r.id')),
          eb('p.draft_id', '=', eb.ref('r.draft_id')),
        ]),
      ),
    )
    .select('p.body')
    .where('p.id', '=', proposalId)
    .where('r.id', '=', requestId)
    .executeTakeFirst()
  if (!row) throw new AppError('order.changed')
  return proposalSchema.parse(row.body)
}

export async function selectDecision(db: Db, requestId: string) {
  const row = await db
    .selectFrom('decisions as d')
    .innerJoin('staff_users as s', 's.id', 'd.decided_by')
    .select(['d.decision', 'd.diff', 'd.reason_code', 'd.note', 'd.created_at', 's.display_name'])
    .where('d.request_id', '=', requestId)
    .orderBy('d.created_at', 'desc')
    .executeTakeFirst()
  return row ? { ...row, diff: decisionDiff.parse(row.diff) } : null
}

export async function insertDecision(
  trx: Db,
  row: {
    id: string
    actorId: string
    input: DispatchInput
    proposal: Proposal | null
    diff: DecisionDiff
    now: Date
  },
): Promise<void> {
  const proposed = row.proposal ? proposedDecision(row.proposal) : null
  await trx
    .insertInto('decisions')
    .values({
      id: row.id,
      request_id: row.input.requestId,
      proposal_id: row.input.proposalId,
      decided_by: row.actorId,
      client_action_id: row.input.clientActionId,
      decision: JSON.stringify(row.input.decision),
      diff: JSON.stringify(row.diff),
      reason_code: row.input.reasonCode,
      note: row.input.note,
      created_at: row.now,
      proposed_lead: proposed?.lead ?? null,
      proposed_class: proposed?.service_code ?? null,
      proposed_confidence: row.proposal?.confidence ?? null,
      catalogue_line: row.proposal?.catalogue_line ?? null,
    })
    .execute()
}

/** Writes the decided values onto the order and adds its units; returns the new version. */
export async function sendOrder(
  trx: Db,
  orderId: string,
  sent: {
    decision: DispatchDecision
    servicePath: string[]
    legalBasis: string
    catalogueLine: string | null
    proposalId: string | null
    packVersionId: string
    dispatchedBy: string
    now: Date
    due: Date
  },
): Promise<number> {
  const { decision } = sent
  const { version } = await trx
    .updateTable('work_orders')
    .set((eb) => ({
      status: 'dispatched' as const,
      version: eb('version', '+', 1),
      kind: decision.kind,
      service_code: decision.service_code,
      service_path: sent.servicePath,
      district: decision.district,
      subdistrict: decision.subdistrict,
      community: decision.community,
      lead_unit: decision.lead,
      mode: decision.mode,
      deadline: decision.deadline,
      legal_basis: sent.legalBasis,
      catalogue_line: sent.catalogueLine,
      // The version of the proposal that was confirmed; a newer one may have come into force since.
      pack_version_id: sql<string>`coalesce(
        (select pack_version_id from proposals where id = ${sent.proposalId}::uuid),
        ${sent.packVersionId}::uuid)`,
      dispatched_by: sent.dispatchedBy,
      dispatched_at: sent.now,
      due_at: sent.due,
      delivery_state: 'pending' as const,
    }))
    .where('id', '=', orderId)
    .returning('version')
    .executeTakeFirstOrThrow()
  const roles = [
    { unit_code: decision.lead, role: 'lead' as const },
    ...decision.supporting.map((unit_code) => ({ unit_code, role: 'supporting' as const })),
    ...[...new Set(decision.copies)].map((unit_code) => ({ unit_code, role: 'copy' as const })),
  ]
  await trx
    .insertInto('order_units')
    .values(roles.map((role) => ({ ...role, order_id: orderId, added_at: sent.now })))
    .execute()
  await markDecided(trx, [orderId])
  return version
}
