import type { ArticleTables } from './schema/article-tables.ts'
import type { CallTables } from './schema/call-tables.ts'
import type { ConversationTables } from './schema/conversation-tables.ts'
import type { OperationTables } from './schema/operation-tables.ts'
import type { OrderTables } from './schema/order-tables.ts'
import type { PackTables } from './schema/pack-tables.ts'
import type { PeopleTables } from './schema/people-tables.ts'
import type { RequestTables } from './schema/request-tables.ts'
import type { ReviewTables } from './schema/review-tables.ts'

/**
 * The tables' types; `schema.sql` is their truth, and `schema.db.test.ts` compares the two.
 * timestamptz is a Date, date a `YYYY-MM-DD` string, bytea a Buffer, bigint a number, jsonb parsed JSON.
 */
export interface Schema
  extends PackTables,
    PeopleTables,
    ConversationTables,
    RequestTables,
    ReviewTables,
    OrderTables,
    ArticleTables,
    CallTables,
    OperationTables {}
