import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import { findInForce } from '../../kb/article/desk-view.ts'
import { editGap, raiseCorrection } from '../../kb/gap/edit-gap.ts'
import { findGap, findGapDraft, listGapQuestions, listGaps } from '../../kb/gap/gap-view.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { created } from '../protocol/kb-desk-api.ts'
import { correctionBody, gapBody, gapDetail, gapList, gapQuery } from '../protocol/kb-gap-api.ts'
import { type Desk, deskActor } from './kb-desk.ts'
import { showGap } from './kb-desk-show.ts'
import { noContent, staffErrors } from './schemas.ts'
import { readingDesk, writingArticles } from './who-may.ts'

const tags = ['article desk']
const root = '/api/v1/console/kb/gaps'
const params = z.object({ gapId: z.uuid() })
const errors = { 404: apiError, 409: apiError, ...staffErrors }
const MOST = 200

/** Tickets for what citizens asked in vain, and for answers that somebody at work knows to be wrong (R31). */
export function registerGapRoutes(app: App, desk: Desk): void {
  const { db } = desk.database
  app.get(
    root,
    {
      schema: { tags, querystring: gapQuery, response: { 200: gapList, ...staffErrors } },
      config: { roles: readingDesk },
    },
    async (request) => {
      const { state } = request.query
      const states = state === 'waiting' ? (['open', 'writing'] as const) : [state]
      const owner = deskActor(staffOf(request)).onlyOwner ?? ''
      const rows = await listGaps(db, { states, owner, limit: MOST })
      return { items: rows.map(showGap) }
    },
  )
  app.get(
    `${root}/:gapId`,
    {
      schema: { tags, params, response: { 200: gapDetail, ...errors } },
      config: { roles: readingDesk },
    },
    async (request) => {
      const gap = await findGap(db, request.params.gapId)
      if (!gap) throw new AppError('kb.gap-not-found')
      const questions = await listGapQuestions(db, gap.id)
      const inForce = gap.article_key === null ? null : await findInForce(db, gap.article_key)
      return {
        ...showGap(gap),
        questions: questions.map(({ count, last, ...rest }) => ({
          ...rest,
          count: Number(count),
          last: last.toISOString(),
        })),
        checks: gapDetail.shape.checks.parse(gap.checks),
        checked_at: gap.checked_at?.toISOString() ?? null,
        draft: await findGapDraft(db, gap.id),
        in_force: inForce && { id: inForce.id, title: inForce.title },
      }
    },
  )
  registerWriting(app, desk)
}

function registerWriting(app: App, desk: Desk): void {
  app.post(
    `${root}/:gapId`,
    {
      schema: { tags, params, body: gapBody, response: { 204: noContent, ...errors } },
      config: { roles: writingArticles },
    },
    async (request, reply) => {
      const { row_version, ...rest } = request.body
      const wish = { ...rest, id: request.params.gapId, rowVersion: row_version }
      await editGap(desk, deskActor(staffOf(request)), wish)
      return reply.status(204).send()
    },
  )
  app.post(
    '/api/v1/console/kb/corrections',
    {
      schema: { tags, body: correctionBody, response: { 201: created, ...errors } },
      config: { roles: readingDesk },
    },
    async (request, reply) => {
      const { article, ...rest } = request.body
      const actor = deskActor(staffOf(request))
      const id = await raiseCorrection(desk, actor, { ...rest, articleKey: article })
      return reply.status(201).send({ id })
    },
  )
}
