import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import { findArticleFile } from '../../kb/article/article-file-view.ts'
import { ARTICLE_FILE_MEGABYTES, receiveArticleFile } from '../attachments/receive-article-file.ts'
import type { App } from '../http/app-types.ts'
import { sendArticleFile } from '../http/send-article-file.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { deskFile, fileQuery } from '../protocol/kb-desk-api.ts'
import type { Desk } from './kb-desk.ts'
import { staffErrors } from './schemas.ts'
import { readingDesk, writingArticles } from './who-may.ts'

const tags = ['article desk']
const root = '/api/v1/console/kb/files'
const params = z.object({ fileId: z.uuid() })
const errors = { 413: apiError, 415: apiError, 422: apiError, 503: apiError, ...staffErrors }
const MEGABYTE = 1024 * 1024
const LIMIT = ARTICLE_FILE_MEGABYTES

/** Codes of the multipart plugin, as our own errors. */
function refusal(cause: { code?: string }): AppError {
  if (cause.code === 'FST_REQ_FILE_TOO_LARGE') {
    return new AppError('kb.file-too-large', { limit: LIMIT })
  }
  if (cause.code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return new AppError('attachment.empty')
  return new AppError('attachment.unreadable', { cause })
}

/** Forms and guides of articles: uploaded by whoever writes, looked at by whoever reads the desk (R11). */
export function registerFileRoutes(app: App, desk: Desk): void {
  app.post(
    root,
    {
      bodyLimit: (LIMIT + 1) * MEGABYTE,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        querystring: fileQuery,
        response: { 201: deskFile, ...errors },
      },
      config: { roles: writingArticles },
    },
    async (request, reply) => {
      const limits = { files: 1, fields: 0, fileSize: LIMIT * MEGABYTE }
      const part = await request.file({ limits }).catch((cause) => {
        throw refusal(cause)
      })
      if (!part) throw new AppError('attachment.empty')
      const data = await part.toBuffer().catch((cause) => {
        throw refusal(cause)
      })
      const { client_file_id: clientFileId } = request.query
      const by = staffOf(request).id
      const upload = { by, clientFileId, data, name: part.filename }
      const row = await receiveArticleFile({ ...desk, files: desk.articleFiles }, upload)
      const { id, name, media_type: mime, bytes } = row
      return reply.status(201).send({ id, name, mime, size: Number(bytes) })
    },
  )
  app.get(
    `${root}/:fileId`,
    { schema: { tags, params }, config: { roles: readingDesk } },
    async (request, reply) => {
      const row = await findArticleFile(desk.database.db, request.params.fileId)
      if (!row) throw new AppError('kb.file-not-found')
      reply.header('cache-control', 'private, no-store')
      const { id, name, media_type: mime } = row
      return sendArticleFile(reply, desk.articleFiles, { id, name, mime })
    },
  )
}
