import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'

const MANY = 500

/** Questions that no ticket holds yet, oldest first. */
export function listWaitingQuestions(db: Db) {
  return db
    .selectFrom('kb_questions')
    .select(['id', 'text', 'article_key', 'outcome', 'origin'])
    .where('gap_id', 'is', null)
    .orderBy('asked_at')
    .limit(MANY)
    .execute()
}

/** The tickets that are not settled, with some of the questions that each holds. */
export async function listOpenClusters(db: Db) {
  const rows = await db
    .selectFrom('kb_gaps as g')
    .leftJoin('kb_questions as q', 'q.gap_id', 'g.id')
    .select(['g.id', 'g.title'])
    .select(sql<string[]>`(array_remove(array_agg(distinct q.text), null))[1:20]`.as('questions'))
    .where('g.state', 'in', ['open', 'writing'])
    .groupBy(['g.id', 'g.title'])
    .execute()
  return rows.map(({ id, title, questions }) => ({ id, texts: [title, ...(questions ?? [])] }))
}

const counted = (db: Db) =>
  db
    .selectFrom('kb_gaps as g')
    .leftJoin('staff_users as s', 's.id', 'g.raised_by')
    .leftJoin('staff_users as c', 'c.id', 'g.closed_by')
    .selectAll('g')
    .select(['s.display_name as raiser', 'c.display_name as closer'])
    .select((eb) =>
      eb
        .selectFrom('kb_questions as q')
        .whereRef('q.gap_id', '=', 'g.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('asked'),
    )

export interface GapFilter {
  states: readonly ('open' | 'writing' | 'closed' | 'dismissed')[]
  owner: string
  limit: number
}

/** Tickets, those that were asked most first. */
export function listGaps(db: Db, { states, owner, limit }: GapFilter) {
  let query = counted(db).where('g.state', 'in', [...states])
  if (owner !== '') query = query.where('g.owner', '=', owner)
  return query.orderBy('asked', 'desc').orderBy('g.updated_at', 'desc').limit(limit).execute()
}

export async function findGap(db: Db, id: string) {
  const gap = await counted(db).where('g.id', '=', id).executeTakeFirst()
  return gap ?? null
}

/** The different questions of a ticket, how often each was asked and what became of it. */
export function listGapQuestions(db: Db, gapId: string) {
  return db
    .selectFrom('kb_questions')
    .select(['text', 'outcome', 'reason', 'origin'])
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('asked_at').as('last')])
    .where('gap_id', '=', gapId)
    .groupBy(['text', 'outcome', 'reason', 'origin'])
    .orderBy('count', 'desc')
    .limit(100)
    .execute()
}

/** The draft or version under review that is being written for a ticket. */
export async function findGapDraft(db: Db, gapId: string) {
  const row = await db
    .selectFrom('articles')
    .select(['id', 'title', 'state'])
    .where('gap_id', '=', gapId)
    .where('state', 'in', ['draft', 'in_review', 'published'])
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row ?? null
}

/** How many tickets stand where, and which units have the most that wait; of one owner, or of all. */
export async function summariseGaps(db: Db, owner: string) {
  let query = db
    .selectFrom('kb_gaps')
    .select('state')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .groupBy('state')
  if (owner !== '') query = query.where('owner', '=', owner)
  const owners = await sql<{ owner: string; open: number; asked: number }>`
    select g.owner, count(distinct g.id) as open, count(q.id) as asked
    from kb_gaps g left join kb_questions q on q.gap_id = g.id
    where g.state in ('open', 'writing') and (${owner}::text = '' or g.owner = ${owner})
    group by 1 order by 3 desc limit 30`.execute(db)
  return { states: await query.execute(), owners: owners.rows }
}
