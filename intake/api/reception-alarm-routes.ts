import { z } from 'zod'
import { listCallAlarms } from '../calls/call-room-view.ts'
import type { ChatDeps } from '../conversation/chat-deps.ts'
import { acknowledgeAlarm, logTransfer } from '../conversation/reception/handle-alarm.ts'
import { listAlarms } from '../conversation/reception/reception-view.ts'
import type { App } from '../http/app-types.ts'
import { actorOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { alarmList, transferBody } from '../protocol/reception-api.ts'
import { noContent, staffErrors } from './schemas.ts'
import { alarmed } from './who-may.ts'

const tags = ['reception']
const prefix = '/api/v1/console/alarms'
const params = z.object({ alarmId: z.uuid() })
const DAY = 86_400_000

/** Alarms of danger and risk: each screen reads the open ones when it opens, so that none is missed (R11-1, R29). */
export function registerAlarmRoutes(app: App, deps: Omit<ChatDeps, 'hurry'>): void {
  const config = { roles: alarmed }
  const done = { 204: noContent, 404: apiError, ...staffErrors }
  app.get(
    prefix,
    {
      schema: {
        tags,
        querystring: z.object({ open: z.stringbool().default(true) }),
        response: { 200: alarmList, ...staffErrors },
      },
      config,
    },
    async (request) => {
      const since = new Date(deps.clock.now().getTime() - DAY)
      const { db } = deps.database
      const { open } = request.query
      const [heard, written] = await Promise.all([
        listCallAlarms(db, since),
        listAlarms(db, { since, open }),
      ])
      return { items: [...heard, ...written] }
    },
  )
  app.post(
    `${prefix}/:alarmId/seen`,
    { schema: { tags, params, response: done }, config },
    async (request, reply) => {
      await acknowledgeAlarm(deps, actorOf(request), request.params.alarmId)
      return reply.status(204).send()
    },
  )
  app.post(
    `${prefix}/:alarmId/transfers`,
    { schema: { tags, params, body: transferBody, response: done }, config },
    async (request, reply) => {
      const { client_action_id: clientActionId, number, note } = request.body
      const { alarmId } = request.params
      await logTransfer(deps, actorOf(request), { alarmId, number, note, clientActionId })
      return reply.status(204).send()
    },
  )
}
