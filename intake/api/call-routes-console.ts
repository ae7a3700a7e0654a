import { z } from 'zod'
import { readCallDetail } from '../calls/call-detail.ts'
import { listOpenCalls, loadCall } from '../calls/call-view.ts'
import { endCall, logTransfer } from '../calls/close-call.ts'
import { checkConsistency } from '../calls/consistency.ts'
import { type FileDeps, fileCall } from '../calls/file-call.ts'
import { formOf, splitContact } from '../calls/form-values.ts'
import { type Operator, saveCallEdits } from '../calls/save-edits.ts'
import { listAllLines, listSegments } from '../calls/segment-view.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import {
  answeredBody,
  callDetail,
  callList,
  checkBody,
  checkResult,
  editsBody,
  editsResult,
  fileBody,
  fileResult,
  segmentPage,
  transfer,
  transferBody,
} from '../protocol/call-api.ts'
import { apiError } from '../protocol/console-api.ts'
import { noContent, staffErrors } from './schemas.ts'
import { answeringCalls, takingCalls } from './who-may.ts'

export type CallConsoleDeps = FileDeps

const tags = ['calls']
const prefix = '/api/v1/console/calls'
const params = z.object({ callId: z.uuid() })
const errors = { 404: apiError, 409: apiError, ...staffErrors }
const DAY = 24 * 3600 * 1000

const operatorOf = (request: Parameters<typeof staffOf>[0]): Operator & { name: string } => {
  const { id, login, displayName } = staffOf(request)
  return { id, login, name: displayName }
}

/** The operator's side of a call: list, transcript, form, check, file. */
export function registerCallConsoleRoutes(app: App, deps: CallConsoleDeps): void {
  const { db } = deps.database
  app.get(
    prefix,
    {
      schema: { tags, response: { 200: callList, ...staffErrors } },
      config: { roles: takingCalls },
    },
    async (request) => {
      const { login } = staffOf(request)
      const since = new Date(deps.clock.now().getTime() - 2 * DAY)
      return { items: await listOpenCalls(db, { login, since }) }
    },
  )
  app.get(
    `${prefix}/:callId`,
    {
      schema: { tags, params, response: { 200: callDetail, ...errors } },
      config: { roles: takingCalls },
    },
    (request) =>
      readCallDetail({ db, secrets: deps.secrets }, operatorOf(request), request.params.callId),
  )
  app.get(
    `${prefix}/:callId/transcript`,
    {
      schema: {
        tags,
        params,
        querystring: z.object({
          before_ms: z.coerce.number().int(),
          before_id: z.string().max(100),
        }),
        response: { 200: segmentPage, ...errors },
      },
      config: { roles: takingCalls },
    },
    (request) => {
      const { before_ms: startMs, before_id: id } = request.query
      return listSegments(db, request.params.callId, { startMs, id })
    },
  )
  app.post(
    `${prefix}/:callId/edits`,
    {
      schema: { tags, params, body: editsBody, response: { 200: editsResult, ...errors } },
      config: { roles: answeringCalls },
    },
    async (request) => {
      const { callId } = request.params
      const { caller } = await saveCallEdits(deps, operatorOf(request), { callId, ...request.body })
      return { saved: true, caller }
    },
  )
  app.post(
    `${prefix}/:callId/check`,
    {
      schema: { tags, params, body: checkBody, response: { 200: checkResult, ...errors } },
      config: { roles: answeringCalls },
    },
    async (request) => {
      const call = await loadCall(db, request.params.callId)
      const lines = await listAllLines(db, call.id)
      const fields = call.understanding?.fields
      const findings = checkConsistency(
        formOf(call, splitContact(request.body.edits).open),
        lines,
        {
          district: fields?.district?.value ?? null,
          confidential: fields?.confidential?.value === 'yes',
        },
      )
      return { findings }
    },
  )
  registerClosingRoutes(app, deps)
}

function registerClosingRoutes(app: App, deps: CallConsoleDeps): void {
  app.post(
    `${prefix}/:callId/file`,
    {
      schema: { tags, params, body: fileBody, response: { 200: fileResult, ...errors } },
      config: { roles: answeringCalls },
    },
    (request) => {
      const { client_action_id: actionId, edits, findings_seen: findingsSeen } = request.body
      const { callId } = request.params
      return fileCall(deps, operatorOf(request), { callId, actionId, edits, findingsSeen })
    },
  )
  for (const as of ['answered', 'dismissed'] as const) {
    app.post(
      `${prefix}/:callId/${as}`,
      {
        schema: { tags, params, body: answeredBody, response: { 204: noContent, ...errors } },
        config: { roles: answeringCalls },
      },
      async (request, reply) => {
        const { client_action_id: actionId, question, articles, note } = request.body
        const { callId } = request.params
        await endCall(deps, operatorOf(request), { callId, actionId, as, question, articles, note })
        return reply.status(204).send()
      },
    )
  }
  app.post(
    `${prefix}/:callId/transfers`,
    {
      schema: { tags, params, body: transferBody, response: { 200: transfer, ...errors } },
      config: { roles: answeringCalls },
    },
    (request) =>
      logTransfer(deps, operatorOf(request), {
        callId: request.params.callId,
        number: request.body.number,
      }),
  )
}
