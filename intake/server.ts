import closeWithGrace from 'close-with-grace'
import { planJobCleaning } from '../db/jobs/clean-jobs-job.ts'
import type { Config } from '../db/kernel/config.ts'
import { planArticleExpiry } from '../kb/article/expire-articles-job.ts'
import { buildApp } from './app.ts'
import { planAttachmentCleaning } from './attachments/clean-attachments-job.ts'
import { createDeps, type Deps, type DepsOptions } from './deps.ts'
import type { App } from './http/app-types.ts'
import { explainListening } from './http/take-port.ts'

const CLOSE_MS = 15_000

export interface RunningServer {
  deps: Deps
  /** `http://127.0.0.1:3000` */
  address: string
  /** Stops accepting, says goodbye to the sockets, lets running jobs end, closes the database. Safe to call again. */
  close(): Promise<void>
}

/**
 * Starts a server: jobs first, so that what was promised before a crash is done, then the port. Errors that a person can fix
 * are AppErrors with one sentence (`http.port-in-use`, `db.migrations-pending` …). Ctrl-C and SIGTERM close gracefully.
 */
export async function startServer(
  config: Config,
  options: Partial<DepsOptions> = {},
): Promise<RunningServer> {
  const deps = await createDeps(config, { role: 'server', ...options })
  let app: App | undefined
  let closing: Promise<void> | undefined
  let uninstall = () => {}
  const close = () => {
    closing ??= shutDown(deps, app).finally(uninstall)
    return closing
  }
  try {
    app = await buildApp(deps)
    const now = deps.clock.now()
    await planJobCleaning(deps.database.db, now, now)
    await planArticleExpiry(deps.database.db, now, now)
    await planAttachmentCleaning(deps.database.db, now, now)
    await deps.runner.start()
    const address = await listen(app, config)
    uninstall = closeOnSignal(deps, close)
    return { deps, address, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function shutDown(deps: Deps, app: App | undefined): Promise<void> {
  await app?.close()
  await deps.runner.stop()
  await deps.close()
}

/**
 * Closes on Ctrl-C, SIGTERM and on an error that nobody caught (a supervisor starts anew), and then ends the process, at the
 * latest when the time is over. Returns how to take the listeners away.
 */
export function closeOnSignal({ log }: Pick<Deps, 'log'>, close: () => Promise<void>): () => void {
  const logger = { error: (what: unknown) => log.error({ err: what }, 'closing was cut short') }
  const installed = closeWithGrace({ delay: CLOSE_MS, logger }, async ({ signal, err }) => {
    if (err) log.fatal({ err }, 'unexpected error; closing')
    else log.info({ signal }, 'closing')
    await close()
  })
  return installed.uninstall
}

async function listen(app: App, config: Config): Promise<string> {
  const { host, port } = config
  try {
    return await app.listen({ host, port, listenTextResolver: () => 'listening' })
  } catch (error) {
    throw explainListening(error, { host, port }) ?? error
  }
}
