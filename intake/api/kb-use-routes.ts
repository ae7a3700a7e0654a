import { z } from 'zod'
import { dateIn } from '../../kb/answer/validity.ts'
import { confirmArticle } from '../../kb/article/confirm-article.ts'
import { summariseGaps } from '../../kb/gap/gap-view.ts'
import { countOpenNotices, listOpenNotices } from '../../kb/notice/notice-view.ts'
import { listArticleUsage, listUsageWeeks } from '../../kb/usage/usage-view.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { confirmBody, created } from '../protocol/kb-desk-api.ts'
import {
  deskPointQuery,
  deskPoints,
  noticeList,
  noticeQuery,
  type Usage,
  usage,
  usageQuery,
} from '../protocol/kb-use-api.ts'
import { type Desk, deskActor } from './kb-desk.ts'
import { findDeskPoints } from './kb-desk-points.ts'
import { staffErrors } from './schemas.ts'
import { approvingArticles, readingDesk, writingArticles } from './who-may.ts'

const tags = ['article desk']
const root = '/api/v1/console/kb'
const errors = { 404: apiError, 409: apiError, ...staffErrors }
const DAY_MS = 86_400_000
const MOST_ARTICLES = 500

const nothing = {
  view: 0,
  chat: 0,
  call: 0,
  search: 0,
  search_empty: 0,
  helpful: 0,
  unhelpful: 0,
  refused: 0,
  unsure: 0,
  gaps_opened: 0,
  gaps_closed: 0,
}

/** The Mondays of the last weeks up to a day (pure). */
function mondaysUntil(today: string, weeks: number): string[] {
  const day = new Date(`${today}T00:00:00Z`)
  const monday = day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY_MS
  return Array.from({ length: weeks }, (_, i) =>
    new Date(monday - (weeks - 1 - i) * 7 * DAY_MS).toISOString().slice(0, 10),
  )
}

async function readUsage(desk: Desk, owner: string, weeks: number): Promise<Usage> {
  const { db } = desk.database
  const { timezone } = desk.pack.meta
  const mondays = mondaysUntil(dateIn(desk.clock.now(), timezone), weeks)
  const from = mondays[0] ?? ''
  const found = await listUsageWeeks(db, { from, timezone, owner })
  const { states, owners } = await summariseGaps(db, owner)
  return {
    weeks: mondays.map((week) => ({
      ...nothing,
      ...found.find((one) => one.week === week),
      week,
    })),
    articles: await listArticleUsage(db, { from, owner, limit: MOST_ARTICLES }),
    gaps: states.map(({ state, count }) => ({ state, count: Number(count) })),
    owners: owners.map((one) => ({ ...one, open: Number(one.open), asked: Number(one.asked) })),
  }
}

/** How the articles are used, what falls due of them, and the points that they may name (R11, R31). */
export function registerUseRoutes(app: App, desk: Desk): void {
  const { db } = desk.database
  app.get(
    `${root}/usage`,
    {
      schema: { tags, querystring: usageQuery, response: { 200: usage, ...staffErrors } },
      config: { roles: readingDesk },
    },
    (request) => readUsage(desk, deskActor(staffOf(request)).onlyOwner ?? '', request.query.weeks),
  )
  app.get(
    `${root}/notices`,
    {
      schema: { tags, querystring: noticeQuery, response: { 200: noticeList, ...staffErrors } },
      config: { roles: writingArticles },
    },
    async (request) => {
      const owner = deskActor(staffOf(request)).onlyOwner ?? ''
      const today = dateIn(desk.clock.now(), desk.pack.meta.timezone)
      const rows = await listOpenNotices(db, { owner, limit: request.query.limit })
      return {
        today,
        ...(await countOpenNotices(db, owner, today)),
        items: rows.map(({ article_id, article_key, title, created_at: _, ...row }) => ({
          ...row,
          overdue: row.due < today,
          article: { id: article_id, key: article_key, title },
        })),
      }
    },
  )
  app.post(
    `${root}/articles/:articleId/confirm`,
    {
      schema: {
        tags,
        params: z.object({ articleId: z.uuid() }),
        body: confirmBody,
        response: { 201: created, ...errors },
      },
      config: { roles: approvingArticles },
    },
    async (request, reply) => {
      const { row_version, review_due, verify_before } = request.body
      const id = await confirmArticle(desk, deskActor(staffOf(request)), {
        id: request.params.articleId,
        rowVersion: row_version,
        reviewDue: review_due,
        verifyBefore: verify_before,
      })
      return reply.status(201).send({ id })
    },
  )
  app.get(
    `${root}/points`,
    {
      schema: { tags, querystring: deskPointQuery, response: { 200: deskPoints, ...staffErrors } },
      config: { roles: readingDesk },
    },
    async (request) => ({ items: findDeskPoints(desk.pack, request.query) }),
  )
}
