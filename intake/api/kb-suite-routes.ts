import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import {
  compareHits,
  MOST_QUESTIONS,
  parseQuestions,
  suiteQuestion,
} from '../../kb/hit-test/hit-test.ts'
import { dropSuite, keepSuite, rerunSuite } from '../../kb/hit-test/start-suite.ts'
import { findSuite, listSuiteRuns, listSuites } from '../../kb/hit-test/suite-view.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { created } from '../protocol/kb-desk-api.ts'
import { suiteBody, suiteDetail, suiteList } from '../protocol/kb-gap-api.ts'
import { BODY_LIMIT, type Desk } from './kb-desk.ts'
import { noContent, staffErrors } from './schemas.ts'
import { approvingArticles, writingArticles } from './who-may.ts'

const tags = ['article desk']
const root = '/api/v1/console/kb/suites'
const params = z.object({ suiteId: z.uuid() })
const errors = { 404: apiError, ...staffErrors }
const RUNS = 10

/** Batch hit tests: up to two hundred questions, what each finds, kept and asked again after a change. */
export function registerSuiteRoutes(app: App, desk: Desk): void {
  const { db } = desk.database
  const config = { roles: writingArticles }
  app.get(
    root,
    { schema: { tags, response: { 200: suiteList, ...staffErrors } }, config },
    async () => ({
      items: (await listSuites(db)).map(({ questions, created_at, ...rest }) => ({
        ...rest,
        count: questions.length,
        created_at: created_at.toISOString(),
      })),
    }),
  )
  app.get(
    `${root}/:suiteId`,
    { schema: { tags, params, response: { 200: suiteDetail, ...errors } }, config },
    async (request) => {
      const suite = await findSuite(db, request.params.suiteId)
      if (!suite) throw new AppError('kb.suite-not-found')
      const runs = await listSuiteRuns(db, suite.id, RUNS)
      const [now, before] = runs.flatMap(({ results }) => (results ? [results] : []))
      return {
        id: suite.id,
        name: suite.name,
        text: suite.questions
          .map(({ text, expect }) => (expect === '' ? text : `${text}\t${expect}`))
          .join('\n'),
        runs: runs.map(({ finished_at: _, created_at, ...run }) => ({
          ...run,
          created_at: created_at.toISOString(),
        })),
        changes: now && before ? compareHits(before, now) : [],
      }
    },
  )
  registerRunning(app, desk)
}

/** Pasted lines as questions; too many or too long a line is said with its number. */
function readQuestions(text: string) {
  const lines = parseQuestions(text)
  const parsed = z.array(suiteQuestion).min(1).max(MOST_QUESTIONS).safeParse(lines)
  if (parsed.success) return parsed.data
  throw new AppError('kb.suite-invalid', { limit: MOST_QUESTIONS, count: lines.length })
}

function registerRunning(app: App, desk: Desk): void {
  const config = { roles: writingArticles }
  app.post(
    root,
    {
      bodyLimit: BODY_LIMIT,
      schema: { tags, body: suiteBody, response: { 201: created, ...errors } },
      config,
    },
    async (request, reply) => {
      const { name, text } = request.body
      const questions = readQuestions(text)
      const id = await keepSuite(desk, staffOf(request).id, { name, questions })
      return reply.status(201).send({ id })
    },
  )
  app.post(
    `${root}/:suiteId/run`,
    { schema: { tags, params, response: { 204: noContent, ...errors } }, config },
    async (request, reply) => {
      await rerunSuite(desk, staffOf(request).id, request.params.suiteId)
      return reply.status(204).send()
    },
  )
  app.delete(
    `${root}/:suiteId`,
    {
      schema: { tags, params, response: { 204: noContent, ...errors } },
      config: { roles: approvingArticles },
    },
    async (request, reply) => {
      await dropSuite(desk, request.params.suiteId)
      return reply.status(204).send()
    },
  )
}
