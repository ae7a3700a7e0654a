import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'

export interface UsageSpan {
  /** The first day, in the city's calendar. */
  from: string
  timezone: string
  /** Only this unit's articles; empty = all. */
  owner: string
}

export interface UsageWeek {
  /** Its Monday. */
  week: string
  view: number
  chat: number
  call: number
  search: number
  search_empty: number
  helpful: number
  unhelpful: number
  refused: number
  unsure: number
  gaps_opened: number
  gaps_closed: number
}

/**
 * Week by week: how the articles were read and cited, what readers said, what was asked in vain and what became of it. Weeks
 * begin on Monday of the city's own calendar.
 */
export async function listUsageWeeks(
  db: Db,
  { from, timezone, owner }: UsageSpan,
): Promise<UsageWeek[]> {
  const monday = (at: string) =>
    sql`date_trunc('week', ${sql.ref(at)} at time zone ${timezone}::text)::date`
  const ours = sql`(${owner}::text = '' or exists (select 1 from articles a
    where a.article_key = u.article_key and a.state = 'published' and a.front->>'owner' = ${owner}))`
  const theirs = sql`(${owner}::text = '' or g.owner = ${owner})`
  const { rows } = await sql<UsageWeek>`
    with found as (
      select date_trunc('week', u.day)::date as week, u.way as what, u.count as n from kb_usage u
        where u.day >= ${from}::date and ${ours}
      union all
      select ${monday('u.created_at')}, case when u.helpful then 'helpful' else 'unhelpful' end, 1
        from article_feedback u where u.created_at >= ${from}::date and ${ours}
      union all
      select ${monday('q.asked_at')}, q.outcome, 1 from kb_questions q left join kb_gaps g on g.id = q.gap_id
        where q.asked_at >= ${from}::date and q.outcome <> 'unhelpful' and ${theirs}
      union all
      select ${monday('g.created_at')}, 'gaps_opened', 1 from kb_gaps g
        where g.created_at >= ${from}::date and ${theirs}
      union all
      select ${monday('g.closed_at')}, 'gaps_closed', 1 from kb_gaps g
        where g.closed_at >= ${from}::date and ${theirs}
    )
    select to_char(week, 'YYYY-MM-DD') as week,
      coalesce(sum(n) filter (where what = 'view'), 0)::int as view,
      coalesce(sum(n) filter (where what = 'chat'), 0)::int as chat,
      coalesce(sum(n) filter (where what = 'call'), 0)::int as call,
      coalesce(sum(n) filter (where what = 'search'), 0)::int as search,
      coalesce(sum(n) filter (where what = 'search_empty'), 0)::int as search_empty,
      coalesce(sum(n) filter (where what = 'helpful'), 0)::int as helpful,
      coalesce(sum(n) filter (where what = 'unhelpful'), 0)::int as unhelpful,
      coalesce(sum(n) filter (where what = 'refused'), 0)::int as refused,
      coalesce(sum(n) filter (where what = 'unsure'), 0)::int as unsure,
      coalesce(sum(n) filter (where what = 'gaps_opened'), 0)::int as gaps_opened,
      coalesce(sum(n) filter (where what = 'gaps_closed'), 0)::int as gaps_closed
    from found group by week order by week`.execute(db)
  return rows
}

export interface ArticleUsage {
  key: string
  id: string
  title: string
  owner: string
  view: number
  chat: number
  call: number
  helpful: number
  unhelpful: number
  /** The newest reasons of those whom it did not help; redacted when they were stored. */
  reasons: string[]
}

/** Article by article, those that were used most first; what nobody used is not among them. */
export async function listArticleUsage(
  db: Db,
  { from, owner, limit }: Pick<UsageSpan, 'from' | 'owner'> & { limit: number },
): Promise<ArticleUsage[]> {
  const { rows } = await sql<ArticleUsage>`
    with used as (
      select article_key, sum(count) filter (where way = 'view') as view,
        sum(count) filter (where way = 'chat') as chat, sum(count) filter (where way = 'call') as call
      from kb_usage where day >= ${from}::date and article_key <> '' group by 1
    ), said as (
      select article_key, count(*) filter (where helpful) as helpful,
        count(*) filter (where not helpful) as unhelpful,
        (array_agg(reason order by created_at desc) filter (where reason <> '' and not helpful))[1:20] as reasons
      from article_feedback where created_at >= ${from}::date group by 1
    )
    select a.article_key as key, a.id::text as id, a.title, coalesce(a.front->>'owner', '') as owner,
      coalesce(u.view, 0)::int as view, coalesce(u.chat, 0)::int as chat, coalesce(u.call, 0)::int as call,
      coalesce(s.helpful, 0)::int as helpful, coalesce(s.unhelpful, 0)::int as unhelpful,
      coalesce(s.reasons, '{}') as reasons
    from articles a
    left join used u on u.article_key = a.article_key
    left join said s on s.article_key = a.article_key
    where a.state = 'published' and (u.article_key is not null or s.article_key is not null)
      and (${owner}::text = '' or a.front->>'owner' = ${owner})
    order by coalesce(u.view, 0) + coalesce(u.chat, 0) + coalesce(u.call, 0) desc, a.article_key
    limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, reasons: [...new Set(row.reasons)].slice(0, 3) }))
}
