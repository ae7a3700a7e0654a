import type { Pack } from '../../db/packs/pack.ts'
import { labelHashOf } from '../../dispatch/classifier/class-model.ts'
import { leadSentence } from '../../dispatch/model/kept-lead.ts'
import { listModels, type ModelVersion } from '../../dispatch/model/model-view.ts'
import { type ModelDeps, putModelBack, startTraining } from '../../dispatch/model/put-model-back.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import {
  type ModelItem,
  modelList,
  trainBody,
  trainResult,
  useModelBody,
  useModelResult,
} from '../protocol/model-api.ts'
import { staffErrors } from './schemas.ts'
import { evaluating } from './who-may.ts'

const tags = ['evaluation']
const root = '/api/v1/console/models'
const config = { roles: evaluating }

interface Shown {
  pack: Pack
  labelHash: string
}

type Deps = ModelDeps & { pack: Pack; hurry(jobId: string): void }

function showModel(row: ModelVersion, { pack, labelHash }: Shown): ModelItem {
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    orders: row.order_count,
    started_by: row.started_by,
    created_at: row.created_at.toISOString(),
    trained_at: row.trained_at?.toISOString() ?? null,
    verdict: (row.verdict ?? '').split('；').filter((sentence) => sentence !== ''),
    leads: leadSentence(row.lead, pack),
    active: row.active,
    activated_at: row.activated_at?.toISOString() ?? null,
    activation: row.activation,
    activated_by: row.activated_by,
    may_serve: row.state === 'ready' && row.label_hash === labelHash,
  }
}

/** The versions of the classifier (R12): what the gates said of each, a new training, any version put back. */
export function registerModelRoutes(app: App, deps: Deps): void {
  app.get(
    root,
    { schema: { tags, response: { 200: modelList, ...staffErrors } }, config },
    async () => {
      const { pack } = deps
      const shown = { pack, labelHash: labelHashOf(pack) }
      return { items: (await listModels(deps.database.db)).map((row) => showModel(row, shown)) }
    },
  )
  app.post(
    root,
    {
      schema: {
        tags,
        body: trainBody,
        response: { 201: trainResult, 409: apiError, ...staffErrors },
      },
      config,
    },
    async (request, reply) => {
      const { modelId, jobId } = await startTraining(deps, staffOf(request).id)
      if (jobId !== null) deps.hurry(jobId)
      return reply.status(201).send({ id: modelId })
    },
  )
  app.post(
    `${root}/use`,
    {
      schema: {
        tags,
        body: useModelBody,
        response: { 200: useModelResult, 404: apiError, 409: apiError, ...staffErrors },
      },
      config,
    },
    async (request) => ({
      version: await putModelBack(deps, request.body.version, staffOf(request).id),
    }),
  )
}
