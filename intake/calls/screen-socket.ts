import { z } from 'zod'
import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { takingCalls } from '../api/who-may.ts'
import type { App } from '../http/app-types.ts'
import { keepAlive } from '../http/keep-alive.ts'
import { isOwnOrigin } from '../http/origin.ts'
import { SESSION_COOKIE } from '../http/session-guard.ts'
import { loadSession, type SessionDeps } from '../staff/session.ts'
import { readChanges } from './call-detail.ts'

const HEARTBEAT_SECONDS = 25
/** Several changes at once are read once; far below what an eye notices. */
const GATHER_MS = 25
const BACKLOG_BYTES = 2 * 1024 * 1024
const SIGNED_OUT = 4401

export type ScreenSocketDeps = SessionDeps & {
  config: Pick<Config, 'publicUrl'>
  pubsub: Pick<PubSub, 'subscribe'>
}

const query = z.object({ call: z.uuid(), after: z.coerce.number().int().min(0).default(0) })

/**
 * `/ws/console/calls?call=…&after=…`: what changes in one call, read from the database whenever any server says that it did. A screen
 * that was away says where it stopped and misses nothing.
 */
export function registerScreenSocket(app: App, deps: ScreenSocketDeps): void {
  app.get(
    '/ws/console/calls',
    {
      websocket: true,
      schema: { querystring: query, hide: true },
      config: { rateLimit: false },
      preValidation: async (request) => {
        const own = { host: request.host, publicUrl: deps.config.publicUrl }
        if (!isOwnOrigin(request.headers.origin, own)) throw new AppError('http.origin-refused')
        const session = await loadSession(deps, request.cookies[SESSION_COOKIE])
        if (!session) throw new AppError('staff.signed-out')
        if (!session.roles.some((role) => takingCalls.includes(role))) {
          throw new AppError('staff.forbidden')
        }
      },
    },
    (socket, request) => {
      const { call } = request.query
      const cookie = request.cookies[SESSION_COOKIE]
      let { after } = request.query
      let reading = false
      let stale = true
      const read = async () => {
        if (reading || socket.readyState !== socket.OPEN) return
        reading = true
        try {
          while (stale) {
            stale = false
            const changes = await readChanges(deps.database.db, call, after)
            after = changes.change_no
            if (socket.bufferedAmount > BACKLOG_BYTES) return socket.terminate()
            socket.send(JSON.stringify(changes))
          }
        } finally {
          reading = false
        }
      }
      const readSafely = () =>
        void read().catch((err: unknown) => {
          request.log.info({ err }, 'call not read for a screen; it connects again')
          socket.close(1011)
        })
      let gather: NodeJS.Timeout | undefined
      const unsubscribe = deps.pubsub.subscribe(`call:${call}`, () => {
        stale = true
        gather ??= setTimeout(() => {
          gather = undefined
          readSafely()
        }, GATHER_MS)
      })
      socket.on('close', () => {
        clearTimeout(gather)
        unsubscribe()
      })
      socket.on('message', () => {})
      readSafely()
      const checkStillSignedIn = () => {
        loadSession(deps, cookie).then(
          (still) => still ?? socket.close(SIGNED_OUT, 'staff.signed-out'),
          (err: unknown) => request.log.warn({ err }, 'session not checked; the next beat will'),
        )
      }
      keepAlive(socket, { seconds: HEARTBEAT_SECONDS, onBeat: checkStillSignedIn })
    },
  )
}
