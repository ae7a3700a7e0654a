import { createHash } from 'node:crypto'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { ActorKind } from '../schema/columns.ts'

/**
 * Hash chains (promise 6): each row's hash covers all its other columns and the hash before it, so that no field of
 * a row, and no row, changes unnoticed. `at` is text with microseconds, as fine as the database keeps it.
 */
export interface AuditLink {
  seq: number
  at: string
  actor_kind: ActorKind
  actor_id: string | null
  action: string
  subject: string
  purpose: string | null
  detail: unknown
  prev_hash: string
}

export interface OrderLink {
  order_id: string
  seq: number
  type: string
  at: string
  actor_kind: ActorKind
  actor_id: string | null
  unit_code: string | null
  public: boolean
  client_action_id: string | null
  payload: unknown
  prev_hash: string
}

/** What stands before the first link. */
export const CHAIN_START = ''

/** SHA-256 over the canonical JSON of the link. */
export function linkHash(link: AuditLink | OrderLink): string {
  return createHash('sha256').update(canonicalJson(link), 'utf8').digest('hex')
}

/** The time as `verify` reads it back: UTC with microseconds. */
export function chainTime(at: Date): string {
  return at.toISOString().replace('Z', '000Z')
}
