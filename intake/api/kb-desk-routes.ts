import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import { dateIn } from '../../kb/answer/validity.ts'
import { actOnArticle } from '../../kb/article/act-on-article.ts'
import { findArticleVersion, listDeskArticles, listVersions } from '../../kb/article/desk-view.ts'
import { createArticle, reviseArticle, saveArticle } from '../../kb/article/edit-article.ts'
import type { ArticleState } from '../../kb/article/lifecycle.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { deskActions } from '../protocol/desk-actions.ts'
import {
  actBody,
  createBody,
  created,
  deskArticle,
  deskPage,
  deskQuery,
  reviseBody,
  saveBody,
} from '../protocol/kb-desk-api.ts'
import { BODY_LIMIT, type Desk, deskActor } from './kb-desk.ts'
import { showArticle, showListItem } from './kb-desk-show.ts'
import { noContent, staffErrors } from './schemas.ts'
import { approvingArticles, readingDesk, writingArticles } from './who-may.ts'

const tags = ['article desk']
const root = '/api/v1/console/kb/articles'
const params = z.object({ articleId: z.uuid() })
const errors = { 404: apiError, 409: apiError, ...staffErrors }
const DAY_MS = 86_400_000

const statesOf: Record<z.infer<typeof deskQuery>['state'], ArticleState[]> = {
  open: ['draft', 'in_review'],
  all: ['draft', 'in_review', 'published', 'expired', 'withdrawn'],
  draft: ['draft'],
  in_review: ['in_review'],
  published: ['published'],
  expired: ['expired'],
  withdrawn: ['withdrawn'],
}

/** The list and one article: read by whoever answers citizens, changed by whoever writes. */
export function registerDeskRoutes(app: App, desk: Desk): void {
  const { db } = desk.database
  app.get(
    root,
    {
      schema: { tags, querystring: deskQuery, response: { 200: deskPage, ...staffErrors } },
      config: { roles: readingDesk },
    },
    async (request) => {
      const { state, due, unhelpful, owner, ...rest } = request.query
      const by = due === undefined ? null : desk.clock.now().getTime() + due * DAY_MS
      const { total, items } = await listDeskArticles(db, {
        ...rest,
        states: statesOf[state],
        owner: deskActor(staffOf(request)).onlyOwner ?? owner,
        dueBefore: by === null ? null : dateIn(new Date(by), desk.pack.meta.timezone),
        lowHelpfulness: unhelpful !== undefined,
      })
      return { total: Number(total), items: items.map(showListItem) }
    },
  )
  app.get(
    `${root}/:articleId`,
    {
      schema: { tags, params, response: { 200: deskArticle, ...errors } },
      config: { roles: readingDesk },
    },
    async (request) => {
      const row = await findArticleVersion(db, request.params.articleId)
      if (!row) throw new AppError('kb.article-not-found')
      const versions = await listVersions(db, row.article_key)
      const actor = deskActor(staffOf(request))
      return showArticle(row, { versions, actor, selfApproval: desk.selfApproval })
    },
  )
  registerWriting(app, desk)
  registerActions(app, desk)
}

function registerWriting(app: App, desk: Desk): void {
  const config = { roles: writingArticles }
  app.post(
    root,
    {
      bodyLimit: BODY_LIMIT,
      schema: { tags, body: createBody, response: { 201: created, ...errors } },
      config,
    },
    async (request, reply) => {
      const { content, note, gap_id } = request.body
      const wish = { content, note, gapId: gap_id }
      const id = await createArticle(desk, deskActor(staffOf(request)), wish)
      return reply.status(201).send({ id })
    },
  )
  app.post(
    `${root}/:articleId/save`,
    {
      bodyLimit: BODY_LIMIT,
      schema: { tags, params, body: saveBody, response: { 204: noContent, ...errors } },
      config,
    },
    async (request, reply) => {
      const { row_version, ...rest } = request.body
      const wish = { ...rest, id: request.params.articleId, rowVersion: row_version }
      await saveArticle(desk, deskActor(staffOf(request)), wish)
      return reply.status(204).send()
    },
  )
  app.post(
    `${root}/:articleId/revise`,
    { schema: { tags, params, body: reviseBody, response: { 201: created, ...errors } }, config },
    async (request, reply) => {
      const wish = { id: request.params.articleId, gapId: request.body.gap_id }
      const id = await reviseArticle(desk, deskActor(staffOf(request)), wish)
      return reply.status(201).send({ id })
    },
  )
}

/** One route an action, so that the table of roles shows who may do which. */
function registerActions(app: App, desk: Desk): void {
  for (const action of deskActions) {
    const approves = action !== 'submit' && action !== 'discard'
    app.post(
      `${root}/:articleId/${action}`,
      {
        schema: { tags, params, body: actBody, response: { 204: noContent, ...errors } },
        config: { roles: approves ? approvingArticles : writingArticles },
      },
      async (request, reply) => {
        const { row_version, reason } = request.body
        const wish = { id: request.params.articleId, action, rowVersion: row_version, reason }
        await actOnArticle(desk, deskActor(staffOf(request)), wish)
        return reply.status(204).send()
      },
    )
  }
}
