import type { Db } from '../../db/client.ts'
import { proposedColumns } from '../order/register-request.ts'
import type { Proposal, ProposeInput } from '../proposal/proposal.ts'
import { requestText } from './request-text.ts'

/**
 * What is to be understood of a request that waits for a person; null when it does not wait any more. Of a part (`asPart` where it is
 * only thought of) `wholeAddress` says where the whole message was: it holds only where the part's own words name no place.
 */
export async function loadProposeInput(
  db: Db,
  requestId: string,
  { asPart = false } = {},
): Promise<(Omit<ProposeInput, 'at'> & { wholeAddress: string }) | null> {
  const row = await db
    .selectFrom('service_requests as r')
    .innerJoin('work_orders as o', 'o.request_id', 'r.id')
    .select(['r.channel', 'r.description', 'r.elements', 'r.confidential', 'o.id as order_id'])
    .select(['r.parent_request_id', 'o.district', 'o.subdistrict', 'o.community'])
    .where('r.id', '=', requestId)
    .where('o.status', '=', 'awaiting_dispatch')
    .executeTakeFirst()
  if (!row) return null
  const facts = await db
    .selectFrom('order_events')
    .select('payload')
    .where('order_id', '=', row.order_id)
    .where('type', '=', 'facts_added')
    .orderBy('seq')
    .execute()
  const elements = (row.elements ?? {}) as { address?: string; part_text?: string }
  const { part_text: own = row.description } = elements
  const isPart = asPart || row.parent_request_id !== null || elements.part_text !== undefined
  const said = elements.address ?? ''
  const address = isPart ? '' : said
  const added = facts.map(({ payload }) => (payload as { text?: string }).text ?? '')
  return {
    channel: row.channel,
    text: requestText({ description: own, channel: row.channel }, added),
    known: { ...(address === '' ? {} : { address }), confidential: row.confidential },
    wholeAddress: isPart ? `${wholePlace(row, said)}${said}` : '',
  }
}

/** The place of the whole message, where the address that was given does not say it already. */
function wholePlace(
  row: { district: string | null; subdistrict: string | null; community: string | null },
  address: string,
): string {
  const area = row.subdistrict ?? row.district ?? ''
  return address.includes(area) ? '' : `${area}${row.community ?? ''}`
}

/** Adds a proposal of a request and lets the queue show its values, if nobody has decided meanwhile. */
export async function storeNewProposal(
  trx: Db,
  row: {
    id: string
    requestId: string
    proposal: Proposal
    packVersionId: string
    now: Date
  },
): Promise<void> {
  const { proposal } = row
  await trx
    .insertInto('proposals')
    .values({
      id: row.id,
      request_id: row.requestId,
      pack_version_id: row.packVersionId,
      model_version: proposal.versions.model,
      index_version: proposal.versions.index,
      body: proposal,
      ms: proposal.ms,
      created_at: row.now,
    })
    .execute()
  const { deadline, emergency, sensitive, ...columns } = proposedColumns(proposal)
  await trx
    .updateTable('work_orders')
    .set((eb) => ({
      ...columns,
      ...(deadline === null ? {} : { deadline }),
      // A risk that was seen once stays until a person has decided.
      emergency: emergency ? true : eb.ref('emergency'),
      sensitive: sensitive ? true : eb.ref('sensitive'),
    }))
    .where('request_id', '=', row.requestId)
    .where('status', '=', 'awaiting_dispatch')
    .execute()
}
