import { z } from 'zod'
import { listJobs } from '../../db/jobs/job-view.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError, jobItem } from '../protocol/console-api.ts'
import { type RetryDeps, retryDeadJob } from './retry-dead-job.ts'
import { noContent, staffErrors } from './schemas.ts'
import { administrating } from './who-may.ts'

const tags = ['administration']

/** Dead jobs are visible, with their last error, and can be run again. */
export function registerJobRoutes(app: App, deps: RetryDeps): void {
  app.get(
    '/api/v1/console/jobs',
    {
      schema: {
        tags,
        querystring: z.object({ state: z.enum(['queued', 'done', 'dead']).default('dead') }),
        response: { 200: z.object({ items: z.array(jobItem) }), ...staffErrors },
      },
      config: { roles: administrating },
    },
    async (request) => {
      const jobs = await listJobs(deps.database.db, { state: request.query.state, limit: 200 })
      return {
        items: jobs.map((job) => ({
          id: job.id,
          name: job.name,
          state: job.state,
          attempts: job.attempts,
          last_error: job.last_error,
          created_at: job.created_at.toISOString(),
          run_at: job.run_at.toISOString(),
        })),
      }
    },
  )
  app.post(
    '/api/v1/console/jobs/:jobId/retry',
    {
      schema: {
        tags,
        params: z.object({ jobId: z.uuid() }),
        response: { 204: noContent, 404: apiError, ...staffErrors },
      },
      config: { roles: administrating },
    },
    async (request, reply) => {
      await retryDeadJob(deps, staffOf(request).id, request.params.jobId)
      return reply.status(204).send()
    },
  )
}
