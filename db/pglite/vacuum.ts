import type pg from 'pg'
import type { Logger } from '../kernel/log.ts'

const HOUR_MS = 3_600_000

/** PGlite has no autovacuum: once an hour dead rows are cleared and the planner's statistics renewed. */
export function startVacuum(pool: pg.Pool, log: Logger, everyMs = HOUR_MS): () => void {
  const timer = setInterval(() => {
    vacuum(pool).then(
      () => log.debug('vacuum done'),
      (err: unknown) => log.warn({ err }, 'vacuum failed; next try in an hour'),
    )
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Also worth calling after a large import, whose statistics the planner does not know yet. */
export async function vacuum(pool: pg.Pool): Promise<void> {
  await pool.query('vacuum analyze')
}
