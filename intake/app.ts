import { randomBytes } from 'node:crypto'
import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { registerConsoleSocket } from './api/console-socket.ts'
import { registerEvalRoutes } from './api/eval-routes.ts'
import { registerJobRoutes } from './api/job-routes.ts'
import { registerModelRoutes } from './api/model-routes.ts'
import { registerOptionRoutes } from './api/option-routes.ts'
import { registerOrderRoutes } from './api/order-routes.ts'
import { registerProgressRoutes } from './api/progress-routes.ts'
import { registerQualityRoutes } from './api/quality-routes.ts'
import { registerAlarmRoutes } from './api/reception-alarm-routes.ts'
import { registerReceptionRoutes } from './api/reception-routes.ts'
import { registerKbDesk } from './api/register-kb-desk.ts'
import { registerRelatedRoutes } from './api/related-routes.ts'
import { registerReviewRoutes } from './api/review-routes.ts'
import { registerReviewTalkRoutes } from './api/review-talk-routes.ts'
import { registerStaffRoutes } from './api/staff-routes.ts'
import { registerAttachments } from './attachments/register-attachments.ts'
import { registerCalls } from './calls/register-calls.ts'
import { registerCitizenRoutes } from './citizens/citizen-routes.ts'
import { registerChatSocket } from './conversation/chat-socket.ts'
import type { Deps } from './deps.ts'
import type { App } from './http/app-types.ts'
import { registerErrorHandler } from './http/error-handler.ts'
import { registerHealthRoutes } from './http/health-routes.ts'
import { registerOpenApi } from './http/openapi.ts'
import { registerSecurity } from './http/security.ts'
import { registerSessionGuard } from './http/session-guard.ts'
import { registerPages } from './http/static-pages.ts'
import { registerWebSockets } from './http/web-sockets.ts'
import { tileOrigin } from './public/page-kit.ts'
import { registerPublic } from './public/register-public.ts'

export type AppDeps = Omit<Deps, 'runner' | 'close'>

/** The largest JSON body: a reply of 4,000 characters with room to spare. */
const BODY_LIMIT = 64 * 1024

/** A number trusts that many hops from our side. */
function trusted(setting: Deps['config']['trustProxy']) {
  if (typeof setting !== 'number') return setting
  return (_address: string, hop: number) => hop < setting
}

/** What the citizen page needs to know of the city and of its map. */
function citizenPage({ config, pack }: AppDeps) {
  const { map, tls, embedOrigins } = config
  const meta = {
    'hotline-name': `${pack.meta.city}政务服务便民热线`,
    'map-tiles': map.tileUrl ?? '',
    'map-system': map.tileSystem,
    'map-attribution': map.tileAttribution,
    'map-approval': map.approvalNumber,
  }
  return {
    hotline: pack.meta.hotline,
    tls,
    embedOrigins,
    meta,
    imageOrigin: tileOrigin(map.tileUrl),
  }
}

/** The whole application without a port: tests talk to it by `inject` and `injectWS`, the server listens with it. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { config } = deps
  const app: App = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    // What failed is logged by the error handler; a line for each request costs more than the request.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trusted(config.trustProxy),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomBytes(9).toString('base64url'),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  await registerSecurity(app, deps)
  registerErrorHandler(app)
  await registerOpenApi(app, config)
  await registerWebSockets(app)
  registerSessionGuard(app, deps)

  registerHealthRoutes(app, deps)
  registerStaffRoutes(app, deps)
  registerReviewRoutes(app, deps)
  registerReviewTalkRoutes(app, deps)
  registerQualityRoutes(app, deps)
  registerRelatedRoutes(app, deps)
  registerOrderRoutes(app, deps)
  registerReceptionRoutes(app, deps)
  registerAlarmRoutes(app, deps)
  registerJobRoutes(app, deps)
  registerEvalRoutes(app, deps)
  registerModelRoutes(app, deps)
  registerOptionRoutes(app, deps)
  registerKbDesk(app, deps)
  registerProgressRoutes(app, deps)
  registerChatSocket(app, { ...deps, limits: deps.limits.chat })
  registerConsoleSocket(app, deps)
  registerCalls(app, deps)
  await registerAttachments(app, deps)
  registerCitizenRoutes(app, { ...deps, wechat: config.wechat })
  await registerPublic(app, deps)
  await registerPages(app, { ...deps, ...citizenPage(deps) })
  await app.ready()
  return app
}
