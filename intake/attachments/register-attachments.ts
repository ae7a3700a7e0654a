import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Config } from '../../db/kernel/config.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { App } from '../http/app-types.ts'
import type { Limits } from '../http/limits.ts'
import { createAttachmentFiles } from './attachment-files.ts'
import { registerAttachmentRoutes } from './attachment-routes.ts'
import { createScan } from './scan-virus.ts'

interface Input {
  config: Config
  database: Database
  clock: Clock
  secrets: Secrets
  limits: Limits
}

/** Files in the configured folder, scanned where a scanner is configured. */
export async function registerAttachments(app: App, input: Input): Promise<void> {
  const { config, ...deps } = input
  await registerAttachmentRoutes(app, {
    ...deps,
    files: createAttachmentFiles(config.attachmentsDir),
    scan: createScan(config.clamdUrl),
    maxMegabytes: config.attachmentMaxMegabytes,
  })
}
