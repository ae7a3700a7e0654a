import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { AppError } from '../../db/kernel/errors.ts'
import type { App } from './app-types.ts'

const KIB = 1024

/** The framework's own refusals in the words of our catalogue; null where it is a fault of ours. */
function translate(error: FastifyError, request: FastifyRequest): AppError | null {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => issue.instancePath.slice(1) || '内容')
    return new AppError('http.invalid-input', { detail: [...new Set(fields)].join('、') })
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const limit = `${Math.round(request.routeOptions.bodyLimit / KIB)} KB`
    return new AppError('http.too-large', { limit })
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new AppError('http.unsupported-media-type')
  }
  const status = error.statusCode ?? 500
  if (status === 404) return new AppError('http.not-found')
  if (status >= 400 && status < 500) return new AppError('http.invalid-input', { detail: '格式' })
  return null
}

function send(reply: FastifyReply, error: AppError): FastifyReply {
  const { code, message, status } = error
  return reply.status(status).send({ code, message, requestId: reply.request.id })
}

/** One place for every error that leaves the server: `{code, message, requestId}` (promise 5). */
export function registerErrorHandler(app: App): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = error instanceof AppError ? error : translate(error, request)
    if (known && known.status < 500) return send(reply, known)
    if (known && known.status === 503) {
      request.log.warn({ err: error }, 'request could not be served now')
      return send(reply, known)
    }
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
    return send(reply, new AppError('http.internal', { requestId: request.id }))
  })
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    send(reply, new AppError('http.not-found')),
  )
}
