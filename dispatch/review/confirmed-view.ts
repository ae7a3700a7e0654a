import type { Db } from '../../db/client.ts'
import type { OrderStatus } from '../order/transitions.ts'
import { proposal as proposalSchema } from '../proposal/proposal.ts'
import { type DispatchDecision, decisionDiff, dispatchDecision } from './decision.ts'

/** A confirmed decision beside what was proposed: the truth that a city makes every day. */
export interface ConfirmedDecision {
  request_id: string
  channel: string
  text: string
  address: string
  received_at: Date
  decided_at: Date
  decision: DispatchDecision
  /** Where the order stands now. */
  status: OrderStatus
  /** Names of the decided units, by code. */
  units: Map<string, string>
  servicePath: string[]
  /** Null where nothing was proposed. */
  proposed: { lead: string | null; confidence: number; abstain: boolean; unchanged: boolean } | null
}

const fields = [
  'd.request_id',
  'd.decision',
  'd.diff',
  'd.created_at',
  'r.channel',
  'r.description',
  'r.elements',
  'r.received_at',
  'o.service_path',
  'o.status',
  'p.body',
] as const

/**
 * The newest decision of each request in a span of time, oldest first. Requests that were made in confidence are left out
 * altogether (promise 3): no study needs them.
 */
export async function listConfirmed(
  db: Db,
  { from, to }: { from: Date; to: Date },
): Promise<ConfirmedDecision[]> {
  const rows = await db
    .selectFrom('decisions as d')
    .innerJoin('service_requests as r', 'r.id', 'd.request_id')
    .innerJoin('work_orders as o', 'o.request_id', 'd.request_id')
    .leftJoin('proposals as p', 'p.id', 'd.proposal_id')
    .select([...fields])
    .where('r.confidential', '=', false)
    .where('d.created_at', '>=', from)
    .where('d.created_at', '<', to)
    .orderBy('d.created_at')
    .orderBy('d.id')
    .execute()
  const units = new Map(
    (await db.selectFrom('units').select(['code', 'name']).execute()).map((u) => [u.code, u.name]),
  )
  const newest = new Map(rows.map((row) => [row.request_id, row]))
  return [...newest.values()].map((row) => {
    const parsed = proposalSchema.safeParse(row.body)
    return {
      request_id: row.request_id,
      channel: row.channel,
      text: row.description,
      address: (row.elements as { address?: string } | null)?.address ?? '',
      received_at: row.received_at,
      decided_at: row.created_at,
      decision: dispatchDecision.parse(row.decision),
      status: row.status,
      units,
      servicePath: row.service_path,
      proposed: parsed.success
        ? {
            lead: parsed.data.units.find((u) => u.role === 'lead')?.name ?? null,
            confidence: parsed.data.confidence,
            abstain: parsed.data.abstain,
            unchanged: decisionDiff.parse(row.diff).unchanged,
          }
        : null,
    }
  })
}
