import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { KbNoticesTable } from '../../db/schema/article-tables.ts'

export type NoticeKind = KbNoticesTable['kind']

/** Each day that a published article has written down, as a row of its own. */
const dueDays = sql<{ id: string; article_key: string; title: string; owner: string }>`(
  select a.id, a.article_key, a.title, coalesce(a.front->>'owner', '') as owner, d.kind, d.due
  from articles a cross join lateral (values
    ('review', nullif(a.front->>'review_due', '')), ('verify', nullif(a.front->>'verify_before', '')),
    ('expiry', a.valid_until::text)) as d (kind, due)
  where a.state = 'published' and d.due is not null)`

/** Days up to `until` that nobody has been reminded of. */
export async function listDueDays(
  db: Db,
  until: string,
): Promise<{ articleKey: string; kind: NoticeKind; due: string }[]> {
  const { rows } = await sql<{ articleKey: string; kind: NoticeKind; due: string }>`
    select t.article_key as "articleKey", t.kind, t.due from ${dueDays} t
    where t.due <= ${until} and not exists (select 1 from kb_notices n
      where n.article_key = t.article_key and n.kind = t.kind and n.due = t.due::date)
    order by t.due, t.article_key, t.kind`.execute(db)
  return rows
}

export interface OpenNotice {
  id: string
  kind: NoticeKind
  due: string
  article_id: string
  article_key: string
  title: string
  owner: string
  /** A version that somebody is writing already. */
  draft_id: string | null
  created_at: Date
}

/**
 * What waits for somebody: an article whose version in force still has the day that the reminder was made for. A version with
 * another day, or none in force, settles it by itself.
 */
export async function listOpenNotices(
  db: Db,
  { owner, limit }: { owner: string; limit: number },
): Promise<OpenNotice[]> {
  const { rows } = await sql<OpenNotice>`
    select n.id, n.kind, n.due::text as due, t.id as article_id, t.article_key, t.title, t.owner,
      (select o.id from articles o where o.article_key = t.article_key
        and o.state in ('draft', 'in_review') limit 1) as draft_id, n.created_at
    from kb_notices n join ${dueDays} t
      on t.article_key = n.article_key and t.kind = n.kind and t.due = n.due::text
    where n.done_at is null and (${owner}::text = '' or t.owner = ${owner})
    order by n.due, t.article_key, n.kind limit ${limit}`.execute(db)
  return rows
}

/** How many wait, for the badge. */
export async function countOpenNotices(db: Db, owner: string, today: string) {
  const { rows } = await sql<{ open: number; overdue: number }>`
    select count(*)::int as open, count(*) filter (where n.due < ${today}::date)::int as overdue
    from kb_notices n join ${dueDays} t
      on t.article_key = n.article_key and t.kind = n.kind and t.due = n.due::text
    where n.done_at is null and (${owner}::text = '' or t.owner = ${owner})`.execute(db)
  return rows[0] ?? { open: 0, overdue: 0 }
}
