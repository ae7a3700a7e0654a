import { createPublished } from '../../kb/article/published.ts'
import { createAttachmentFiles } from '../attachments/attachment-files.ts'
import { articleFilesDir } from '../attachments/receive-article-file.ts'
import { createScan } from '../attachments/scan-virus.ts'
import type { App } from '../http/app-types.ts'
import type { Desk, DeskRouteDeps } from './kb-desk.ts'
import { registerDeskRoutes } from './kb-desk-routes.ts'
import { registerFileRoutes } from './kb-file-routes.ts'
import { registerGapRoutes } from './kb-gap-routes.ts'
import { registerImportRoutes } from './kb-import-routes.ts'
import { registerSuiteRoutes } from './kb-suite-routes.ts'
import { registerToolRoutes } from './kb-tool-routes.ts'
import { registerUseRoutes } from './kb-use-routes.ts'

/** The article desk (R11, R31): writing, approving, gaps, hit tests. */
export function registerKbDesk(app: App, deps: DeskRouteDeps): void {
  const { config, ...rest } = deps
  const published = createPublished(deps.database.db)
  const desk: Desk = {
    ...rest,
    selfApproval: config.selfApproval,
    published,
    articleFiles: createAttachmentFiles(articleFilesDir(config.attachmentsDir)),
    scan: createScan(config.clamdUrl),
  }
  registerDeskRoutes(app, desk)
  registerToolRoutes(app, desk)
  registerGapRoutes(app, desk)
  registerSuiteRoutes(app, desk)
  registerImportRoutes(app, desk)
  registerUseRoutes(app, desk)
  registerFileRoutes(app, desk)
}
