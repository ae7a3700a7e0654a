import type { ColumnType, Generated } from 'kysely'
import type { ActorKind, Fixed, Nullable, Uuid } from './columns.ts'

export interface WorkOrdersTable {
  id: Fixed<Uuid>
  order_no: string
  request_id: Uuid
  status:
    | 'awaiting_dispatch'
    | 'dispatched'
    | 'handling'
    | 'objected'
    | 'deferred'
    | 'replied'
    | 'following_up'
    | 'closed'
    | 'merged'
    | 'withdrawn'
    | 'terminated'
  version: Generated<number>
  kind: Nullable<string>
  service_code: Nullable<string>
  service_path: Generated<string[]>
  district: Nullable<string>
  subdistrict: Nullable<string>
  community: Nullable<string>
  lead_unit: Nullable<string>
  mode: Nullable<'direct' | 'direct_and_district' | 'district' | 'consultation'>
  deadline: Nullable<'2h' | '24h' | '7d' | '15d'>
  legal_basis: Generated<string>
  catalogue_line: Nullable<string>
  pack_version_id: Nullable<Uuid>
  emergency: Generated<boolean>
  sensitive: Generated<boolean>
  confidence: Nullable<number>
  received_at: Date
  dispatch_due_at: Date
  dispatched_at: Nullable<Date>
  due_at: Nullable<Date>
  acknowledged_at: Nullable<Date>
  replied_at: Nullable<Date>
  closed_at: Nullable<Date>
  delivery_state: Generated<'pending' | 'sent' | 'failed'>
  dispatched_by: Nullable<Uuid>
  merged_into: Nullable<Uuid>
}

export interface OrderUnitsTable {
  order_id: Uuid
  unit_code: string
  role: 'lead' | 'supporting' | 'copy'
  added_at: Date
}

export interface OrderEventsTable {
  order_id: Fixed<Uuid>
  seq: Fixed<number>
  type: Fixed<string>
  at: Fixed<Date>
  actor_kind: Fixed<ActorKind>
  actor_id: ColumnType<string | null, string | null | undefined, never>
  unit_code: ColumnType<string | null, string | null | undefined, never>
  public: ColumnType<boolean, boolean | undefined, never>
  client_action_id: ColumnType<string | null, string | null | undefined, never>
  payload: ColumnType<Record<string, unknown>, object | string | undefined, never>
  prev_hash: Fixed<string>
  hash: Fixed<string>
}

export interface OrderAnnouncementsTable {
  order_id: string
  announced_seq: Generated<number>
}

/** Work orders and their history. */
export interface OrderTables {
  work_orders: WorkOrdersTable
  order_units: OrderUnitsTable
  order_events: OrderEventsTable
  order_announcements: OrderAnnouncementsTable
}
