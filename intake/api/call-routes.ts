import { z } from 'zod'
import { bearerOf, checkCallToken, type TokenDeps } from '../calls/call-tokens.ts'
import type { IngestDeps } from '../calls/ingest-call.ts'
import { ingestWholeCall } from '../calls/whole-call.ts'
import type { App } from '../http/app-types.ts'
import { wholeCall, wholeCallResult } from '../protocol/call-api.ts'
import { apiError } from '../protocol/console-api.ts'
import { type CallConsoleDeps, registerCallConsoleRoutes } from './call-routes-console.ts'
import { type EntryDeps, registerEntryRoutes } from './call-routes-entry.ts'
import { registerCallWordsRoute } from './call-routes-words.ts'

/** Four hours of talk with times and speakers. */
const BODY_LIMIT = 12 * 1024 * 1024

export type CallRouteDeps = IngestDeps & TokenDeps & CallConsoleDeps & EntryDeps

/** `POST /api/v1/calls` for telephone systems, and what the operators' screen reads and writes. */
export function registerCallRoutes(app: App, deps: CallRouteDeps): void {
  app.post(
    '/api/v1/calls',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        tags: ['calls'],
        summary: 'A whole call with its transcript; the same call_id again adds nothing',
        headers: z.looseObject({ authorization: z.string().max(300).optional() }),
        body: wholeCall,
        response: {
          200: wholeCallResult,
          201: wholeCallResult,
          400: apiError,
          401: apiError,
          413: apiError,
          429: apiError,
        },
      },
      // Before the body is read: a stranger sends no megabytes.
      onRequest: async (request) => {
        await checkCallToken(deps, bearerOf(request.headers.authorization))
      },
    },
    async (request, reply) => {
      const source = await checkCallToken(deps, bearerOf(request.headers.authorization))
      const done = await ingestWholeCall(deps, request.body, source)
      const { id, state, segments } = done
      return reply
        .status(done.isNew ? 201 : 200)
        .send({ id, call_id: request.body.call_id, state, segments })
    },
  )
  registerCallConsoleRoutes(app, deps)
  registerEntryRoutes(app, deps)
  registerCallWordsRoute(app, deps)
}
