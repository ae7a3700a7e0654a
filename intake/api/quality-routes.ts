import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { loadBands } from '../../dispatch/model/model-view.ts'
import { listCatalogueDrafts } from '../../dispatch/review/catalogue-draft-view.ts'
import {
  draftCatalogueChange,
  settleCatalogueDraft,
} from '../../dispatch/review/draft-catalogue-change.ts'
import { linesToCsv } from '../../dispatch/review/draft-line.ts'
import { loadAcceptance, loadByKey, spanOf } from '../../dispatch/review/load-quality.ts'
import { listOverridden } from '../../dispatch/review/quality-view.ts'
import { createDuties, type Duties } from '../../dispatch/review/what-would-change.ts'
import type { App } from '../http/app-types.ts'
import { actorOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import {
  acceptance,
  catalogueDrafts,
  draftBody,
  draftResult,
  overriddenCases,
  qualityKeys,
  qualityQuery,
  qualityRows,
  settleDraftBody,
} from '../protocol/quality-api.ts'
import { noContent, staffErrors } from './schemas.ts'
import { judgingQuality } from './who-may.ts'

interface QualityDeps {
  database: Database
  clock: Clock
  pack: Pack
  packVersionId: string
}

const tags = ['quality']
const prefix = '/api/v1/console/quality'
const config = { roles: judgingQuality }
const keyParams = z.object({ key: z.enum(qualityKeys) })
const CASES = 50

/** 派单质量, from the ledger: the acceptance that a city may rely on, and where the catalogue is overridden. */
export function registerQualityRoutes(app: App, deps: QualityDeps): void {
  const { database, clock, pack } = deps
  const { db } = database
  const span = (days: number) => spanOf(clock, days, pack.meta.timezone)
  let made: Duties | undefined
  const duties = () => {
    made ??= createDuties(pack)
    return made
  }
  app.get(
    prefix,
    {
      schema: { tags, querystring: qualityQuery, response: { 200: acceptance, ...staffErrors } },
      config,
    },
    async (request) =>
      loadAcceptance(db, { ...span(request.query.days), bands: await loadBands(db, pack) }),
  )
  app.get(
    `${prefix}/by/:key`,
    {
      schema: {
        tags,
        params: keyParams,
        querystring: qualityQuery,
        response: { 200: qualityRows, ...staffErrors },
      },
      config,
    },
    async (request) => ({
      items: await loadByKey(db, duties(), {
        key: request.params.key,
        span: span(request.query.days),
      }),
    }),
  )
  app.get(
    `${prefix}/by/:key/cases`,
    {
      schema: {
        tags,
        params: keyParams,
        querystring: qualityQuery.extend({ value: z.string().max(60) }),
        response: { 200: overriddenCases, ...staffErrors },
      },
      config,
    },
    async (request) => {
      const { days, value } = request.query
      const filter = { ...span(days), key: request.params.key, value, limit: CASES }
      return { items: await listOverridden(db, filter) }
    },
  )
  registerDrafts(app, { ...deps, duties })
}

function registerDrafts(app: App, deps: QualityDeps & { duties: () => Duties }): void {
  const { database } = deps
  app.get(
    `${prefix}/drafts`,
    { schema: { tags, response: { 200: catalogueDrafts, ...staffErrors } }, config },
    async () => {
      const drafts = await listCatalogueDrafts(database.db)
      return { items: drafts.map((draft) => ({ ...draft, csv: linesToCsv([draft.row]) })) }
    },
  )
  app.post(
    `${prefix}/drafts`,
    {
      schema: {
        tags,
        body: draftBody,
        response: { 200: draftResult, 404: apiError, 409: apiError, ...staffErrors },
      },
      config,
    },
    (request) =>
      draftCatalogueChange({ ...deps, duties: deps.duties() }, actorOf(request), request.body),
  )
  app.post(
    `${prefix}/drafts/:draftId`,
    {
      schema: {
        tags,
        params: z.object({ draftId: z.uuid() }),
        body: settleDraftBody,
        response: { 204: noContent, 404: apiError, ...staffErrors },
      },
      config,
    },
    async (request, reply) => {
      await settleCatalogueDraft(deps, actorOf(request), {
        id: request.params.draftId,
        state: request.body.state,
      })
      return reply.status(204).send()
    },
  )
}
