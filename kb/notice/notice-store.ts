import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { NoticeKind } from './notice-view.ts'

/** One reminder an article, kind and day; a second wish for the same changes nothing. */
export async function insertNotices(
  trx: Db,
  days: readonly { articleKey: string; kind: NoticeKind; due: string }[],
  now: Date,
): Promise<void> {
  const rows = days.map(({ articleKey, kind, due }) => ({
    id: newId(now.getTime()),
    article_key: articleKey,
    kind,
    due,
    created_at: now,
  }))
  // A pack of 10,000 articles may fall due on one day; a statement takes 65,535 values.
  for (let at = 0; at < rows.length; at += 1_000) {
    await trx
      .insertInto('kb_notices')
      .values(rows.slice(at, at + 1_000))
      .onConflict((conflict) => conflict.columns(['article_key', 'kind', 'due']).doNothing())
      .execute()
  }
}

/**
 * Settles the reminders whose day no version in force has any more: it was reviewed, corrected or withdrawn. `articleKey` limits it to
 * one article, for the transaction that published it.
 */
export async function settleNotices(
  trx: Db,
  { articleKey, by, now }: { articleKey: string | null; by: string | null; now: Date },
): Promise<void> {
  await sql`
    update kb_notices n set done_at = ${now}, done_by = ${by}
    where n.done_at is null and (${articleKey}::text is null or n.article_key = ${articleKey})
      and not exists (select 1 from articles a where a.article_key = n.article_key and a.state = 'published'
        and case n.kind when 'review' then a.front->>'review_due'
          when 'verify' then a.front->>'verify_before' else a.valid_until::text end = n.due::text)`.execute(
    trx,
  )
}
