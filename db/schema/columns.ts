import type { ColumnType } from 'kysely'

/** Plain text here: ids are branded where they are made (`newId`), and every route parses what comes in. */
export type Uuid = string
/** A jsonb object. Top-level arrays must be passed as JSON text: the driver would write them as PostgreSQL arrays. */
export type Json = ColumnType<Record<string, unknown>, object | string, object | string>
export type JsonWithDefault = ColumnType<
  Record<string, unknown>,
  object | string | undefined,
  object | string
>
export type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>
/** Written once: an update of it does not compile. */
export type Fixed<T> = ColumnType<T, T, never>
/** Made by the database from other columns. */
export type Computed<T> = ColumnType<T, never, never>
/** pgvector's text form `[1,2,3]`. */
export type Vector = ColumnType<string, string, string>

export type ActorKind = 'citizen' | 'staff' | 'system'
