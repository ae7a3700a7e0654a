import { z } from 'zod'
import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { compareKeptRuns } from '../eval-runs/compare-runs.ts'
import {
  findEvalReport,
  findEvalRun,
  findKeptRun,
  listEvalRuns,
} from '../eval-runs/eval-run-view.ts'
import {
  cancelEvaluation,
  type EvaluationDeps,
  startEvaluation,
} from '../eval-runs/start-evaluation.ts'
import { takeInRuns } from '../eval-runs/take-in-runs.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { evalComparison, evalRunDetail, evalRunList, startEvalBody } from '../protocol/eval-api.ts'
import { noContent, staffErrors } from './schemas.ts'
import { evaluating } from './who-may.ts'

const tags = ['evaluation']
const root = '/api/v1/console/evaluations'
const params = z.object({ runId: z.uuid() })
const MAX_RUNS = 100

type Deps = EvaluationDeps & { config: Pick<Config, 'dataDir'> }

/** The evaluator's page: the history, a run, two runs side by side, a new run. */
export function registerEvalRoutes(app: App, deps: Deps): void {
  const { db } = deps.database
  app.get(
    root,
    {
      schema: { tags, response: { 200: evalRunList, ...staffErrors } },
      config: { roles: evaluating },
    },
    async () => ({ items: await listEvalRuns(db, MAX_RUNS) }),
  )
  app.post(
    root,
    {
      schema: {
        tags,
        body: startEvalBody,
        response: { 201: z.object({ id: z.string() }), 409: apiError, ...staffErrors },
      },
      config: { roles: evaluating },
    },
    async (request, reply) => {
      const id = await startEvaluation(deps, staffOf(request).id, request.body.suites)
      return reply.status(201).send({ id })
    },
  )
  app.post(
    `${root}/take-in`,
    {
      schema: { tags, response: { 200: z.object({ taken: z.number() }), ...staffErrors } },
      config: { roles: evaluating },
    },
    async () => ({ taken: await takeInRuns({ ...deps, dataDir: deps.config.dataDir }) }),
  )
  app.post(
    `${root}/:runId/cancel`,
    {
      schema: {
        tags,
        params,
        response: { 204: noContent, 404: apiError, 409: apiError, ...staffErrors },
      },
      config: { roles: evaluating },
    },
    async (request, reply) => {
      await cancelEvaluation(deps, staffOf(request).id, request.params.runId)
      return reply.status(204).send()
    },
  )
  registerReading(app, deps)
}

function registerReading(app: App, { database: { db } }: Deps): void {
  app.get(
    `${root}/:runId`,
    {
      schema: { tags, params, response: { 200: evalRunDetail, 404: apiError, ...staffErrors } },
      config: { roles: evaluating },
    },
    async (request) => {
      const run = await findEvalRun(db, request.params.runId)
      if (!run) throw new AppError('evals.run-gone')
      return run
    },
  )
  app.get(
    `${root}/:runId/compare`,
    {
      schema: {
        tags,
        params,
        querystring: z.object({ with: z.uuid() }),
        response: { 200: evalComparison, 404: apiError, ...staffErrors },
      },
      config: { roles: evaluating },
    },
    async (request) => {
      const [now, before] = await Promise.all([
        findKeptRun(db, request.params.runId),
        findKeptRun(db, request.query.with),
      ])
      if (!now || !before) throw new AppError('evals.run-gone')
      return { before: before.item, now: now.item, ...compareKeptRuns(before, now) }
    },
  )
  registerReports(app, db)
}

/**
 * A report holds the words of cases: it is shown in a sandbox with an origin of its own, so that nothing in it could ever act with
 * the session of whoever reads it, and it may ask no network for anything.
 */
const sandbox =
  "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'self'"

function registerReports(app: App, db: Deps['database']['db']): void {
  const schema = { tags, params, response: { 200: z.string(), 404: apiError, ...staffErrors } }
  app.get(
    `${root}/:runId/report.html`,
    { schema, config: { roles: evaluating } },
    async (request, reply) => {
      const html = await findEvalReport(db, request.params.runId, 'report_html')
      if (html === null) throw new AppError('evals.run-gone')
      return reply
        .header('content-security-policy', sandbox)
        .header('x-frame-options', 'SAMEORIGIN')
        .header('cache-control', 'private, no-store')
        .serializer((text: string) => text)
        .type('text/html; charset=utf-8')
        .send(html)
    },
  )
  app.get(
    `${root}/:runId/report.json`,
    { schema, config: { roles: evaluating } },
    async (request, reply) => {
      const json = await findEvalReport(db, request.params.runId, 'report_json')
      if (json === null) throw new AppError('evals.run-gone')
      return reply
        .header('content-disposition', 'attachment; filename="report.json"')
        .serializer((text: string) => text)
        .type('application/json; charset=utf-8')
        .send(json)
    },
  )
}
