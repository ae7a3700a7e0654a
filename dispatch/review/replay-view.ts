import type { Db } from '../../db/client.ts'
import { proposal as proposalSchema } from '../proposal/proposal.ts'

export interface ReplayableRequest {
  request_no: string
  channel: string
  text: string
  address: string
  received_at: Date
  /** Lead unit of the order, else of the newest proposal. */
  lead: string | null
}

/** Requests received since a date, with the unit that got them (or was proposed while they wait). */
export async function listReplayable(db: Db, from: Date): Promise<ReplayableRequest[]> {
  const rows = await db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .leftJoin('units as u', 'u.code', 'o.lead_unit')
    .select((eb) => [
      'r.request_no',
      'r.channel',
      'r.description',
      'r.elements',
      'r.received_at',
      'u.name as lead',
      eb
        .selectFrom('proposals as p')
        .select('p.body')
        .where((w) =>
          w.or([w('p.request_id', '=', w.ref('r.id')), w('p.draft_id', '=', w.ref('r.draft_id'))]),
        )
        .orderBy('p.created_at', 'desc')
        .limit(1)
        .as('body'),
    ])
    .where('r.received_at', '>=', from)
    .orderBy('r.received_at')
    .execute()
  return rows.map((row) => {
    const parsed = proposalSchema.safeParse(row.body)
    const proposed = parsed.success ? parsed.data.units.find((u) => u.role === 'lead')?.name : null
    return {
      request_no: row.request_no,
      channel: row.channel,
      text: row.description,
      address: (row.elements as { address?: string } | null)?.address ?? '',
      received_at: row.received_at,
      lead: row.lead ?? proposed ?? null,
    }
  })
}
