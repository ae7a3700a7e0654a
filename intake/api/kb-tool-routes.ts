import type { z } from 'zod'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import { dateIn } from '../../kb/answer/validity.ts'
import { contentOf } from '../../kb/article/article-content.ts'
import { articleHtml } from '../../kb/article/article-html.ts'
import { listDue, summariseDesk } from '../../kb/article/desk-view.ts'
import { findContradictions, findSimilar } from '../../kb/article/similar-articles.ts'
import { countOpenNotices } from '../../kb/notice/notice-view.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import {
  type ArticleContent,
  hints,
  hintsBody,
  overview,
  type Preview,
  preview,
  previewBody,
  renderBody,
  rendered,
} from '../protocol/kb-desk-api.ts'
import { BODY_LIMIT, type Desk, deskActor } from './kb-desk.ts'
import { asPublished } from './kb-desk-show.ts'
import { staffErrors } from './schemas.ts'
import { readingDesk, writingArticles } from './who-may.ts'

const tags = ['article desk']
const root = '/api/v1/console/kb'
const DAY_MS = 86_400_000
const AHEAD_DAYS = 90
/** Of the nearest articles by words, so many are compared sentence by sentence. */
const COMPARED = 30

/** What helps to write: the page as citizens see it, the answers as they would be, what stands there already. */
export function registerToolRoutes(app: App, desk: Desk): void {
  const config = { roles: writingArticles }
  app.post(
    `${root}/render`,
    {
      bodyLimit: BODY_LIMIT,
      schema: { tags, body: renderBody, response: { 200: rendered, ...staffErrors } },
      config,
    },
    async (request) => ({ html: articleHtml(request.body.body) }),
  )
  app.post(
    `${root}/hints`,
    {
      bodyLimit: BODY_LIMIT,
      schema: { tags, body: hintsBody, response: { 200: hints, ...staffErrors } },
      config,
    },
    async (request) => {
      const { key, content } = request.body
      return await findHints(desk, key, content)
    },
  )
  app.post(
    `${root}/preview`,
    {
      bodyLimit: BODY_LIMIT,
      schema: { tags, body: previewBody, response: { 200: preview, ...staffErrors } },
      config,
    },
    async (request) => await previewAnswers(desk, request.body),
  )
  registerOverview(app, desk)
}

async function findHints({ published, pack }: Desk, key: string, content: ArticleContent) {
  const { index } = await published()
  const draft = asPublished(content, key, pack)
  const texts = [content.title, ...content.questions].filter((text) => text !== '').slice(0, 8)
  const found = await Promise.all(texts.map((text) => index.search({ text, limit: 10 })))
  const near = [...new Set(found.flat().map(({ article }) => article))].slice(0, COMPARED)
  return { similar: findSimilar(draft, near), contradictions: findContradictions(draft, near) }
}

const shown = (result: AskResult) => ({
  outcome: result.outcome,
  answer: result.answer,
  reason: result.reason,
  confidence: result.confidence,
  article: result.citations[0]?.article ?? '',
  title: result.citations[0]?.title ?? '',
  source: result.citations[0]?.source ?? '',
})

/** The real answers: as they are now, and as they would be with the draft in force. */
async function previewAnswers(
  { ask, askWith, clock, pack }: Desk,
  { key, content, questions }: z.infer<typeof previewBody>,
): Promise<Preview> {
  const at = clock.now()
  const withDraft = await askWith(asPublished(content, key, pack))
  const items: Preview['items'] = []
  for (const question of questions) {
    const [before, after] = [
      await ask({ text: question, at }),
      await withDraft({ text: question, at }),
    ]
    items.push({ question, now: shown(before), with_draft: shown(after) })
  }
  return { items }
}

function registerOverview(app: App, desk: Desk): void {
  const { db } = desk.database
  app.get(
    `${root}/overview`,
    {
      schema: { tags, response: { 200: overview, ...staffErrors } },
      config: { roles: readingDesk },
    },
    async (request) => {
      const now = desk.clock.now()
      const day = (ms: number) => dateIn(new Date(now.getTime() + ms), desk.pack.meta.timezone)
      const owner = deskActor(staffOf(request)).onlyOwner ?? ''
      const { states, topics, owners } = await summariseDesk(db)
      const due = await listDue(db, day(AHEAD_DAYS * DAY_MS), owner)
      return {
        states: states.map(({ state, count }) => ({ state, count: Number(count) })),
        topics: topics.map(({ topic }) => topic),
        owners: owners.map((one) => one.owner),
        only_owner: owner,
        city: desk.pack.meta.city,
        today: day(0),
        due: due.map((row) => ({
          id: row.id,
          key: row.article_key,
          title: row.title,
          owner: contentOf({ ...row, body: '' }).owner,
          due: row.due ?? '',
          kind: row.due === row.valid_until ? ('valid_until' as const) : ('review' as const),
          overdue: (row.due ?? '') < day(0),
        })),
        notices: await countOpenNotices(db, owner, day(0)),
      }
    },
  )
}
