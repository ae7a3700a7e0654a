import type { OrderStatus } from '../order/transitions.ts'
import { createNearestSearch, type NearestSearchDeps } from './nearest-search.ts'
import type { NearestFilters } from './nearest-view.ts'
import { type NeighbourRow, selectNeighbours } from './neighbour-view.ts'

/** A confirmed order near a text: what a person decided there, and how it ended. */
export interface NeighbourVote {
  requestId: string
  orderNo: string
  serviceCode: string
  leadUnitId: string
  leadName: string
  /** 0 to 1: the cosine where the order has a vector, else the weighed share of the words in common. */
  similarity: number
  by: 'meaning' | 'words'
  /** Where the order stands now. */
  outcome: OrderStatus
  decidedAt: Date
}

export interface NeighbourOptions {
  excludeRequestId?: string | undefined
  /** Default 20. */
  limit?: number | undefined
  filters?: NearestFilters | undefined
  address?: string | undefined
}

/** Nearest confirmed orders, best first. Rejects when the database does: the caller goes on without them. */
export type FindNeighbours = (
  text: string,
  vector: Float32Array | null,
  options?: NeighbourOptions,
) => Promise<NeighbourVote[]>

const SHOWN = 20

/** The search for nearest confirmed orders: a decision counts from its commit on, by words at once and by meaning soon after. */
export function createFindNeighbours(deps: NearestSearchDeps): FindNeighbours {
  const search = createNearestSearch(deps)
  return async (text, vector, options = {}) => {
    const { limit = SHOWN, ...wish } = options
    const { rows, most } = await search(
      { ...wish, text, vector, limit: Math.max(limit, SHOWN) },
      selectNeighbours,
    )
    return rankNeighbours(rows, most).slice(0, limit)
  }
}

/** Likeness in meaning is believed where it is known; else the share of the weighed words in common. */
export function rankNeighbours(rows: readonly NeighbourRow[], most: number): NeighbourVote[] {
  return rows
    .map((row): NeighbourVote => {
      const words = most > 0 ? Math.min(1, Number(row.words) / most) : 0
      return {
        requestId: row.request_id,
        orderNo: row.order_no,
        serviceCode: row.service_code,
        leadUnitId: row.lead_unit,
        leadName: row.lead_name,
        similarity: Math.max(0, row.meaning === null ? words : Number(row.meaning)),
        by: row.meaning === null ? 'words' : 'meaning',
        outcome: row.status,
        decidedAt: row.decided_at,
      }
    })
    .sort((a, b) => b.similarity - a.similarity)
}
