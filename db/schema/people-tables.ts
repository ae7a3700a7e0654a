import type { Generated } from 'kysely'
import type { Fixed, Nullable, Uuid } from './columns.ts'

export interface StaffUsersTable {
  id: Fixed<Uuid>
  login: string
  display_name: string
  password_hash: string
  roles: string[]
  unit_code: Nullable<string>
  active: Generated<boolean>
  sample: Generated<boolean>
  failed_sign_ins: Generated<number>
  locked_until: Nullable<Date>
  created_at: Date
}

export interface StaffSessionsTable {
  token_hash: Buffer
  user_id: Uuid
  csrf_token: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  revoked_at: Nullable<Date>
}

export interface CitizenAccountsTable {
  id: string
  openid_index: Buffer
  created_at: Date
}

export interface CitizenSessionsTable {
  token_hash: Buffer
  account_id: string
  created_at: Date
  expires_at: Date
}

export interface CitizenConversationsTable {
  conversation_id: string
  account_id: string
  linked_at: Date
}

/** Who signs in: staff and citizens. */
export interface PeopleTables {
  staff_users: StaffUsersTable
  staff_sessions: StaffSessionsTable
  citizen_accounts: CitizenAccountsTable
  citizen_sessions: CitizenSessionsTable
  citizen_conversations: CitizenConversationsTable
}
