import type { RequestKind } from '../../db/packs/pack.ts'

/** Where and when a confirmed order was dispatched, and to whom. */
export interface OrderLead {
  /** Code of the decided lead. */
  unit: string
  district: string | null
  subdistrict: string | null
  address: string
  channel: string
  kind: RequestKind
  at: Date
}
