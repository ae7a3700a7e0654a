import { readFileSync } from 'node:fs'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Logger } from '../../db/kernel/log.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { createAttachmentFiles } from '../attachments/attachment-files.ts'
import { articleFilesDir } from '../attachments/receive-article-file.ts'
import type { App } from '../http/app-types.ts'
import type { Limits } from '../http/limits.ts'
import {
  registerArticleFiles,
  registerArticlePages,
  registerFeedbackForm,
} from './article-pages.ts'
import { registerFeeds } from './feed-routes.ts'
import { registerKbRoutes } from './kb-routes.ts'
import { createLibrary } from './library.ts'
import { registerMapPage } from './map-pages.ts'
import { createNoticeUse } from './notice-use.ts'
import { createPageKit } from './page-kit.ts'
import { createPointLookup } from './point-lookup.ts'

interface Input {
  config: Config
  database: Database
  pack: Pack
  clock: Clock
  log: Logger
  limits: Limits
}

/** Read once: a wrong file stops the start instead of leaving a map without its lines. */
function readBoundary(path: string | null): string | null {
  if (path === null) return null
  try {
    const text = readFileSync(path, 'utf8')
    const { type } = JSON.parse(text) as { type?: unknown }
    if (type !== 'FeatureCollection') throw new Error('not a FeatureCollection')
    return text
  } catch (cause) {
    throw new AppError('kb.boundary-unreadable', { path, cause })
  }
}

/** Everything that anybody may read without signing in. */
export async function registerPublic(
  app: App,
  { config, database, pack, clock, log, limits }: Input,
): Promise<void> {
  const boundary = readBoundary(config.map.boundaryFile)
  const library = createLibrary({ database, pack, clock })
  const use = createNoticeUse({ database, clock, log, library, timezone: pack.meta.timezone })
  app.addHook('onClose', () => use.close())
  const deps = {
    library,
    use,
    lookUpPoints: createPointLookup({ library, pack }),
    database,
    clock,
    limits,
    map: { ...config.map, hasBoundary: boundary !== null },
    origin: (request: { protocol: string; host: string }) =>
      (config.publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/$/, ''),
  }
  registerKbRoutes(app, deps)
  const { embedOrigins, tls } = config
  const articleFiles = createAttachmentFiles(articleFilesDir(config.attachmentsDir))
  const kit = createPageKit({ ...deps, pack, tls, embedOrigins, boundary, articleFiles })
  registerArticlePages(app, kit)
  registerArticleFiles(app, kit)
  await app.register((scope: App, _options, done) => {
    registerFeedbackForm(scope, kit)
    done()
  })
  registerMapPage(app, kit)
  registerFeeds(app, kit)
}
