import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import {
  importUpload,
  MOST_FILES,
  previewUpload,
  type Uploader,
  type UploadResult,
} from '../../kb/import/import-upload.ts'
import { importLimits } from '../../kb/import/source-article.ts'
import type { App } from '../http/app-types.ts'
import { staffOf } from '../http/session-guard.ts'
import { apiError } from '../protocol/console-api.ts'
import { importQuery, importResult } from '../protocol/kb-import-api.ts'
import { type Desk, deskActor } from './kb-desk.ts'
import { showImport } from './kb-import-show.ts'
import { staffErrors } from './schemas.ts'
import { writingArticles } from './who-may.ts'

const tags = ['article desk']
const root = '/api/v1/console/kb/imports'
const params = z.object({ importId: z.uuid() })
const errors = {
  404: apiError,
  409: apiError,
  413: apiError,
  415: apiError,
  422: apiError,
  ...staffErrors,
}
const MEGABYTE = 1024 * 1024

interface Received {
  path: string
  file: string
}

/** The last part of a name, without what a path could misread: it is shown, and the source id is made of it. */
const cleanName = (name: string) =>
  (name.split(/[\\/]/).at(-1) ?? '').replace(/[\p{C}]/gu, '').slice(0, 120) || '未命名'

/** Streams each file to the disk as it comes; a file that is too large ends the upload with its name. */
async function receive(request: FastifyRequest, folder: string): Promise<Received[]> {
  const limit = importLimits.maxMegabytes
  const limits = { files: MOST_FILES, fields: 0, fileSize: limit * MEGABYTE }
  const received: Received[] = []
  try {
    for await (const part of request.files({ limits })) {
      const path = join(folder, String(received.length))
      const file = cleanName(part.filename)
      await pipeline(part.file, createWriteStream(path))
      if (part.file.truncated) {
        throw new AppError('kb.import-too-large', { file, size: `超过 ${limit}`, limit })
      }
      received.push({ path, file })
    }
  } catch (cause) {
    const { code } = cause as { code?: string }
    if (code === 'FST_FILES_LIMIT')
      throw new AppError('kb.import-too-many', { limit: MOST_FILES, cause })
    if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE')
      throw new AppError('kb.import-none', { cause })
    throw cause
  }
  if (received.length === 0) throw new AppError('kb.import-none')
  return received
}

/** Files are read one upload after the other: each may take half a gigabyte of memory. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work)
    last = next.catch(() => {})
    return next
  }
}

/** Uploads of documents: first what would become of them, then, on a second request, the drafts (R11). */
export function registerImportRoutes(app: App, desk: Desk): void {
  const config = { roles: writingArticles }
  const inTurn = createQueue()
  const uploaderOf = (request: FastifyRequest): Uploader => {
    const { id, onlyOwner } = deskActor(staffOf(request))
    return { id, onlyOwner }
  }
  app.post(
    root,
    {
      bodyLimit: 200 * MEGABYTE,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        querystring: importQuery,
        response: { 201: importResult, ...errors },
      },
      config,
    },
    async (request, reply) => {
      const folder = await mkdtemp(join(tmpdir(), 'jiesu-upload-'))
      try {
        const files = await receive(request, folder)
        const by = uploaderOf(request)
        const { owner, jurisdiction, valid_from: validFrom, map } = request.query
        const defaults = {
          owner: by.onlyOwner ?? owner,
          jurisdiction: jurisdiction || desk.pack.meta.city,
          validFrom,
        }
        const columns = Object.fromEntries(map.map((pair) => splitPair(pair)))
        const wish = { files, map: columns, defaults }
        const preview = await inTurn(() => previewUpload(desk, by, wish))
        return reply.status(201).send(showImport(preview))
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  )
  app.post(
    `${root}/:importId/drafts`,
    { schema: { tags, params, response: { 200: importResult, ...errors } }, config },
    async (request) => {
      const done: UploadResult = await importUpload(
        desk,
        uploaderOf(request),
        request.params.importId,
      )
      return showImport(done)
    },
  )
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}
