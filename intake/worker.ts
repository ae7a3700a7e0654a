import { planJobCleaning } from '../db/jobs/clean-jobs-job.ts'
import type { Config } from '../db/kernel/config.ts'
import { planArticleExpiry } from '../kb/article/expire-articles-job.ts'
import { planAttachmentCleaning } from './attachments/clean-attachments-job.ts'
import { createDeps, type Deps, type DepsOptions } from './deps.ts'
import { closeOnSignal } from './server.ts'

export interface RunningWorker {
  deps: Deps
  close(): Promise<void>
}

/** Starts a process that runs jobs and serves nothing; any number may run beside each other and beside servers. */
export async function startWorker(
  config: Config,
  options: Partial<DepsOptions> = {},
): Promise<RunningWorker> {
  const deps = await createDeps(config, { role: 'worker', ...options })
  let closing: Promise<void> | undefined
  let uninstall = () => {}
  const close = () => {
    closing ??= deps.runner.stop().then(deps.close).finally(uninstall)
    return closing
  }
  try {
    const now = deps.clock.now()
    await planJobCleaning(deps.database.db, now, now)
    await planArticleExpiry(deps.database.db, now, now)
    await planAttachmentCleaning(deps.database.db, now, now)
    await deps.runner.start()
  } catch (error) {
    await close()
    throw error
  }
  uninstall = closeOnSignal(deps, close)
  deps.log.info('worker is running')
  return { deps, close }
}
