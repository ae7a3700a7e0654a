import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { pendingMigrations } from '../../db/migrate.ts'
import { apiError } from '../protocol/console-api.ts'
import type { App } from './app-types.ts'

const CHECK_MS = 2_000

/** Database reachable and migrated; the pack was loaded when the process started, or it would not run. */
async function whyNotReady(database: Pick<Database, 'pool'>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('数据库没有及时应答'), CHECK_MS)
  })
  const checked = pendingMigrations(database).then(
    (pending) => (pending.length > 0 ? `数据库还差 ${pending.length} 个迁移` : null),
    () => '连不上数据库',
  )
  const why = await Promise.race([checked, late])
  clearTimeout(timer)
  return why
}

interface HealthDeps {
  database: Pick<Database, 'pool'>
  meaningReady(): boolean
}

/**
 * `/healthz`: the process lives. `/readyz`: it answers, at once, from words if need be. `/readyz?meaning`: also by meaning, which
 * whoever measures waits for. For supervisors and load balancers, so without limits.
 */
export function registerHealthRoutes(app: App, { database, meaningReady }: HealthDeps) {
  const status = z.object({ status: z.literal('ok') })
  app.get(
    '/healthz',
    { schema: { response: { 200: status } }, config: { rateLimit: false } },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    {
      schema: {
        querystring: z.object({ meaning: z.string().optional() }),
        response: { 200: status, 503: apiError },
      },
      config: { rateLimit: false },
    },
    async ({ query }) => {
      const early = query.meaning !== undefined && !meaningReady()
      const why = (await whyNotReady(database)) ?? (early ? '语义向量还没有算完' : null)
      if (why !== null) throw new AppError('http.not-ready', { detail: why })
      return { status: 'ok' as const }
    },
  )
}
