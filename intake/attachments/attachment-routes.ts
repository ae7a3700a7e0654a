import multipart from '@fastify/multipart'
import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import { resumeConversation } from '../conversation/open-conversation.ts'
import type { App } from '../http/app-types.ts'
import type { Limits } from '../http/limits.ts'
import { attachment } from '../protocol/chat-frames.ts'
import { apiError } from '../protocol/console-api.ts'
import { findAttachment, showAttachment } from './attachment-view.ts'
import { type AttachmentDeps, receiveAttachment } from './receive-attachment.ts'
import { addressHolds } from './sign-address.ts'

export interface AttachmentRouteDeps extends AttachmentDeps {
  secrets: Secrets
  limits: Limits
  maxMegabytes: number
}

const MEGABYTE = 1024 * 1024
const uploadHeaders = z.object({
  authorization: z.string().regex(/^Bearer [\w-]{20,128}$/),
  'x-client-attachment-id': z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
})
const uploadErrors = {
  400: apiError,
  404: apiError,
  413: apiError,
  415: apiError,
  422: apiError,
  429: apiError,
  503: apiError,
}
const address = z.object({
  size: z.enum(['full', 'thumbnail']),
  until: z.coerce.number().int().positive(),
  mark: z.string().max(64),
})

/** Upload by whoever holds the conversation's token; download by an address that was given out for half a day. */
export async function registerAttachmentRoutes(app: App, deps: AttachmentRouteDeps): Promise<void> {
  const { secrets, clock, files } = deps
  const limit = deps.maxMegabytes
  await app.register(multipart, { limits: { files: 1, fields: 0, fileSize: limit * MEGABYTE } })
  app.post(
    '/api/v1/chat/attachments',
    {
      bodyLimit: limit * MEGABYTE + MEGABYTE,
      schema: {
        tags: ['citizen'],
        consumes: ['multipart/form-data'],
        headers: uploadHeaders,
        response: { 201: attachment, ...uploadErrors },
      },
      config: { rateLimit: { max: deps.limits.lookupsPerMinute * 3, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      const token = request.headers.authorization.slice('Bearer '.length)
      const conversation = await resumeConversation(deps, token)
      if (!conversation) throw new AppError('chat.token-unknown')
      const file = await request.file()
      if (!file) throw new AppError('attachment.empty')
      const data = await file.toBuffer().catch((cause: { code?: string }) => {
        if (cause.code === 'FST_REQ_FILE_TOO_LARGE')
          throw new AppError('attachment.too-large', { limit })
        throw new AppError('attachment.unreadable', { cause })
      })
      const row = await receiveAttachment(deps, {
        conversationId: conversation.id,
        clientAttachmentId: request.headers['x-client-attachment-id'],
        data,
        name: file.filename,
      })
      return reply.status(201).send(showAttachment(row, secrets, clock.now()))
    },
  )
  app.get(
    '/api/v1/attachments/:id',
    {
      schema: { hide: true, params: z.object({ id: z.uuid() }), querystring: address },
    },
    async (request, reply) => {
      const { id } = request.params
      const given = { ...request.query, id, now: clock.now() }
      if (!addressHolds(secrets, given)) throw new AppError('attachment.address-expired')
      const row = await findAttachment(deps.database.db, id)
      if (!row) throw new AppError('attachment.address-expired')
      const thumbnail = given.size === 'thumbnail'
      reply
        .header('cache-control', 'private, max-age=3600')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header(
          'content-disposition',
          `${row.kind === 'document' ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(row.name)}`,
        )
        .type(thumbnail ? 'image/jpeg' : row.media_type)
      return reply.sendFile(files.pathOf(id, given.size), files.dir, {
        contentType: false,
        cacheControl: false,
      })
    },
  )
}
