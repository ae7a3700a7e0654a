import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { normalisePhone } from '../../db/identity/requester-store.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import { findCall } from '../calls/call-view.ts'
import { readPhone } from '../calls/form-values.ts'
import { listRepeats } from '../calls/repeat-view.ts'
import { type UnderstandCallDeps, understandTyped } from '../calls/understand-call.ts'
import type { App } from '../http/app-types.ts'
import { articleSearch, typedBody, typedResult } from '../protocol/call-api.ts'
import { staffErrors } from './schemas.ts'
import { takingCalls } from './who-may.ts'

export type EntryDeps = UnderstandCallDeps & {
  database: Pick<Database, 'db'>
  clock: Clock
  secrets: Secrets
}

const tags = ['calls']

/** What helps an operator while typing: understanding, repeats, articles. */
export function registerEntryRoutes(app: App, deps: EntryDeps): void {
  const { db } = deps.database
  app.post(
    '/api/v1/console/entry/understand',
    {
      schema: {
        tags,
        body: typedBody.extend({ call_id: z.uuid().optional() }),
        response: { 200: typedResult, ...staffErrors },
      },
      config: { roles: takingCalls },
    },
    async (request) => {
      const { body } = request
      const now = deps.clock.now()
      const call = body.call_id ? await findCall(db, body.call_id) : null
      const understanding = await understandTyped(deps, {
        text: body.text,
        address: `${body.subdistrict || body.district}${body.address}`,
        at: now,
      })
      const phone = readPhone(body.phone)
      const fields = understanding?.fields
      const repeats = await listRepeats(db, {
        phoneIndex:
          phone === null ? (call?.callerIndex ?? null) : deps.secrets.index(normalisePhone(phone)),
        serviceCode: body.service_code || fields?.service_code?.value || null,
        subdistrict: body.subdistrict || fields?.subdistrict?.value || null,
        now,
      })
      return { understanding, repeats }
    },
  )
  app.get(
    '/api/v1/console/entry/articles',
    {
      schema: {
        tags,
        querystring: z.object({ q: z.string().min(1).max(200) }),
        response: { 200: articleSearch, ...staffErrors },
      },
      config: { roles: takingCalls },
    },
    async (request) => ({ items: await deps.findArticles(request.query.q, 8) }),
  )
}
