import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { KbUsageTable } from '../../db/schema/article-tables.ts'

export type UsageWay = KbUsageTable['way']

/** How often something happened on one day; an empty key belongs to no article. */
export interface Use {
  day: string
  articleKey: string
  way: UsageWay
  count: number
}

const placeOf = ({ day, articleKey, way }: Use) => `${day} ${articleKey} ${way}`

/**
 * Adds to the day's counters (R31). Only counts are kept: no person, session or address. The rows are taken in one order by
 * everybody, so that two transactions that count the same articles never wait for each other in a circle.
 */
export async function addUses(db: Db, uses: readonly Use[]): Promise<void> {
  const sums = new Map<string, Use>()
  for (const use of uses) {
    const known = sums.get(placeOf(use))
    sums.set(placeOf(use), known ? { ...known, count: known.count + use.count } : use)
  }
  const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use)
  if (sorted.length === 0) return
  await db
    .insertInto('kb_usage')
    .values(
      sorted.map(({ day, articleKey, way, count }) => ({
        day,
        article_key: articleKey,
        way,
        count,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'article_key', 'way'])
        .doUpdateSet({ count: sql`kb_usage.count + excluded.count` }),
    )
    .execute()
}
