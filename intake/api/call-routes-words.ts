import type { Database } from '../../db/client.ts'
import { findCallOfRequest } from '../calls/call-room-view.ts'
import { listAllLines } from '../calls/segment-view.ts'
import type { App } from '../http/app-types.ts'
import { callWords } from '../protocol/call-api.ts'
import { requestParams, staffErrors } from './schemas.ts'
import { reviewScreen } from './who-may.ts'

/** What was said in the call that a request came of: the dispatcher reads the words behind the form (R10, R12). */
export function registerCallWordsRoute(app: App, { database }: { database: Pick<Database, 'db'> }) {
  app.get(
    '/api/v1/console/requests/:requestId/call',
    {
      schema: {
        tags: ['calls'],
        params: requestParams,
        response: { 200: callWords, ...staffErrors },
      },
      config: { roles: reviewScreen },
    },
    async (request) => {
      const call = await findCallOfRequest(database.db, request.params.requestId)
      if (!call) return { audio_url: null, lines: [] }
      return { audio_url: call.audio_url, lines: await listAllLines(database.db, call.id) }
    },
  )
}
