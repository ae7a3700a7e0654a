import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { ArticleState } from './lifecycle.ts'

const columns = [
  'a.id',
  'a.article_key',
  'a.version',
  'a.state',
  'a.title',
  'a.body',
  'a.front',
  'a.row_version',
  'a.based_on',
  'a.note',
  'a.source_id',
  'a.source_hash',
  'a.gap_id',
  'a.written_by',
  'a.approved_by',
  'a.valid_until',
  'a.created_at',
  'a.updated_at',
  'a.submitted_at',
  'a.published_at',
] as const

const base = (db: Db) =>
  db
    .selectFrom('articles as a')
    .leftJoin('staff_users as w', 'w.id', 'a.written_by')
    .leftJoin('staff_users as p', 'p.id', 'a.approved_by')
    .select(columns)
    .select(['w.display_name as writer', 'p.display_name as approver'])

/** One version with who wrote and who approved it. */
export async function findArticleVersion(db: Db, id: string) {
  return (await base(db).where('a.id', '=', id).executeTakeFirst()) ?? null
}
export type ArticleVersion = NonNullable<Awaited<ReturnType<typeof findArticleVersion>>>

/** Every version of an article, newest first. */
export function listVersions(db: Db, articleKey: string) {
  return base(db).where('a.article_key', '=', articleKey).orderBy('a.version', 'desc').execute()
}

/** The version that is in force, or null. */
export async function findInForce(db: Db, articleKey: string) {
  const row = await base(db)
    .where('a.article_key', '=', articleKey)
    .where('a.state', '=', 'published')
    .executeTakeFirst()
  return row ?? null
}

/** The draft or the version under review, of which an article has at most one. */
export async function findOpenVersion(db: Db, articleKey: string) {
  const row = await base(db)
    .where('a.article_key', '=', articleKey)
    .where('a.state', 'in', ['draft', 'in_review'])
    .executeTakeFirst()
  return row ?? null
}

/** The newest version that came from one place of an import. */
export async function findBySource(db: Db, sourceId: string) {
  const row = await base(db)
    .where('a.source_id', '=', sourceId)
    .orderBy('a.version', 'desc')
    .executeTakeFirst()
  return row ?? null
}

export async function articleKeyTaken(db: Db, articleKey: string): Promise<boolean> {
  const row = await db
    .selectFrom('articles')
    .select('id')
    .where('article_key', '=', articleKey)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export interface DeskFilter {
  states: readonly ArticleState[]
  q: string
  topic: string
  /** Only this owner's articles. */
  owner: string
  /** Review, verification or validity ends before this day. */
  dueBefore: string | null
  /** Only what readers find unhelpful. */
  lowHelpfulness: boolean
  limit: number
  offset: number
}

const LOW_SHARE = 0.6
const dueDay = sql<string | null>`least(nullif(a.front->>'review_due', ''),
  nullif(a.front->>'verify_before', ''), a.valid_until::text)`

/** Versions in the wanted states with what readers said; of those out of force only the last, where nothing newer is there. */
function wantedVersions(db: Db, states: readonly ArticleState[]) {
  const feedback = db
    .selectFrom('article_feedback')
    .select(['article_key'])
    .select(sql<number>`count(*) filter (where helpful)`.as('helpful'))
    .select(sql<number>`count(*) filter (where not helpful)`.as('unhelpful'))
    .groupBy('article_key')
  return db
    .selectFrom('articles as a')
    .leftJoin(feedback.as('f'), 'f.article_key', 'a.article_key')
    .leftJoin('staff_users as w', 'w.id', 'a.written_by')
    .where('a.state', 'in', [...states])
    .where(
      sql<boolean>`(a.state in ('draft', 'in_review', 'published') or not exists (
        select 1 from articles b where b.article_key = a.article_key and b.version > a.version))`,
    )
}

function narrow(query: ReturnType<typeof wantedVersions>, filter: DeskFilter) {
  const { q, topic, owner, dueBefore, lowHelpfulness } = filter
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return query
    .$if(q !== '', (all) =>
      all.where(
        sql<boolean>`(a.title ilike ${like} or a.article_key ilike ${like}
          or a.front->>'questions' ilike ${like})`,
      ),
    )
    .$if(topic !== '', (all) =>
      all.where(sql<boolean>`a.front->'topics' @> ${JSON.stringify([topic])}::jsonb`),
    )
    .$if(owner !== '', (all) => all.where(sql`a.front->>'owner'`, '=', owner))
    .$if(dueBefore !== null, (all) => all.where(dueDay, '<=', dueBefore))
    .$if(lowHelpfulness, (all) =>
      all.where(
        sql<boolean>`f.unhelpful > 0 and f.helpful < ${LOW_SHARE}::float8 * (f.helpful + f.unhelpful)`,
      ),
    )
}

/** The articles of the desk, those that were touched last first. */
export async function listDeskArticles(db: Db, filter: DeskFilter) {
  const query = narrow(wantedVersions(db, filter.states), filter)
  const { total } = await query
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const items = await query
    .select(['a.id', 'a.article_key', 'a.version', 'a.state', 'a.title', 'a.front', 'a.updated_at'])
    .select(['a.created_at', 'a.published_at', 'f.helpful', 'f.unhelpful'])
    .select(['w.display_name as writer', dueDay.as('due')])
    .orderBy(sql`coalesce(a.updated_at, a.published_at, a.created_at)`, 'desc')
    .orderBy('a.article_key')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()
  return { total, items }
}

/** Articles in force that end, or whose review is due, by a day: the expiry calendar. */
export async function listDue(db: Db, before: string, owner: string) {
  let query = db
    .selectFrom('articles as a')
    .select(['a.id', 'a.article_key', 'a.title', 'a.front', 'a.valid_until'])
    .select(dueDay.as('due'))
    .where('a.state', '=', 'published')
    .where(dueDay, '<=', before)
  if (owner !== '') query = query.where(sql`a.front->>'owner'`, '=', owner)
  return await query.orderBy(dueDay).orderBy('a.article_key').limit(300).execute()
}

/** Published articles whose last day has passed. */
export async function listOverdue(db: Db, today: string) {
  return await db
    .selectFrom('articles')
    .select(['id', 'article_key', 'version'])
    .where('state', '=', 'published')
    .where('valid_until', '<', today)
    .execute()
}

/** How many versions stand in each state, and which topics and owners there are to choose from. */
export async function summariseDesk(db: Db) {
  const states = await db
    .selectFrom('articles')
    .select(['state'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .groupBy('state')
    .execute()
  const topics = await sql<{ topic: string; count: number }>`
    select topic, count(*) as count from articles,
      jsonb_array_elements_text(coalesce(front->'topics', '[]'::jsonb)) as topic
    where state in ('draft', 'in_review', 'published') group by topic order by 2 desc, 1 limit 300`.execute(
    db,
  )
  const owners = await sql<{ owner: string; count: number }>`
    select front->>'owner' as owner, count(*) as count from articles
    where state in ('draft', 'in_review', 'published') and front->>'owner' <> ''
    group by 1 order by 2 desc, 1`.execute(db)
  return { states, topics: topics.rows, owners: owners.rows }
}
